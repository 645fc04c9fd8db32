"""Writes every test of data/secret; the answers come from the accepted Python solution."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data" / "secret"
SOLUTION = PACKAGE / "submissions" / "accepted" / "solution.py"


def write_test(name, lines):
    text = "".join(f"{line}\n" for line in lines)
    answer = subprocess.run(
        [sys.executable, SOLUTION], input=text, capture_output=True, text=True, check=True
    ).stdout
    (SECRET / f"{name}.in").write_text(text)
    (SECRET / f"{name}.ans").write_text(answer)


MAX_N = 2500
MAX_M = 5000


def write_valley(name, k, sold, paths):
    lines = [f"{len(sold)} {len(paths)} {k}", " ".join("".join(sorted(word)) or "-" for word in sold)]
    write_test(name, lines + [f"{u} {v} {t}" for u, v, t in paths])


def sell_at(rng, n, k, shops):
    """Every ingredient is sold in so many random villages."""
    sold = [set() for _ in range(n)]
    for letter in "abcdef"[:k]:
        for village in rng.sample(range(n), shops):
            sold[village].add(letter)
    return sold


def random_paths(rng, n, m, longest):
    """A random tree and further random paths."""
    paths = [(rng.randint(max(1, v - 20), v - 1), v, rng.randint(1, longest)) for v in range(2, n + 1)]
    while len(paths) < m:
        u, v = rng.sample(range(1, n + 1), 2)
        paths.append((u, v, rng.randint(1, longest)))
    rng.shuffle(paths)
    return paths


def random_valley(name, seed, n, m, k, shops, longest):
    rng = random.Random(seed)
    write_valley(name, k, sell_at(rng, n, k, shops), random_paths(rng, n, m, longest))


SECRET.mkdir(parents=True, exist_ok=True)
write_valley("01-one-village", 1, ["a"], [])
write_valley("02-one-village-no-soup", 2, ["b"], [])
write_valley("03-no-path", 1, ["a", ""], [])
write_valley("04-parallel-paths", 1, ["", "a"], [(1, 2, 9), (2, 1, 4), (1, 2, 7)])
write_valley("05-past-grandmother", 2, ["a", "b", ""], [(1, 3, 5), (3, 2, 6)])
write_valley("06-missing-ingredient", 3, ["ab", "", ""], [(1, 2, 1), (2, 3, 1)])
# A star: every ingredient is at the tip of its own ray.
rays = [(1, v, 10 + v) for v in range(2, 9)]
write_valley("07-star", 6, ["", "a", "b", "c", "d", "e", "f", ""], rays)
write_valley("08-nearest-shop-is-a-trap", 2, ["", "a", "b", "a", "", ""],
             [(1, 2, 4), (1, 3, 5), (3, 4, 1), (4, 6, 1), (2, 5, 50)])
for number in range(9, 13):
    random_valley(f"{number:02}-small-random", number, 8, 12, 3, 2, 9)
random_valley("13-random", 13, 300, 500, 5, 4, 1000)
random_valley("14-rare-ingredients", 14, 1000, 1500, 6, 1, 100_000)
random_valley("15-common-ingredients", 15, 1000, 3000, 6, 200, 100)
# A long street with home in the middle, so that the way leads back and forth.
street = list(range(MAX_N, 1, -2)) + list(range(1, MAX_N, 2))
rng = random.Random(16)
write_valley("16-street-max", 6, sell_at(rng, MAX_N, 6, 2),
             [(u, v, rng.randint(1, 100_000)) for u, v in zip(street, street[1:])])
random_valley("17-max", 17, MAX_N, MAX_M, 6, 1, 100_000)
