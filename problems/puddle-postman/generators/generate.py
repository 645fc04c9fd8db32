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


MAX_N = 200_000
MAX_Q = 40_000


def write_street(name, slabs, walks):
    write_test(name, [f"{len(slabs)} {len(walks)}", slabs] + [f"{a} {b}" for a, b in walks])


def random_slabs(rng, n, wet):
    return "".join("#" if rng.random() < wet else "." for _ in range(n))


def random_walks(rng, n, q):
    return [(rng.randint(1, n), rng.randint(1, n)) for _ in range(q)]


def all_walks(n):
    return [(a, b) for a in range(1, n + 1) for b in range(1, n + 1)]


SECRET.mkdir(parents=True, exist_ok=True)
rng = random.Random(2024)
write_street("01-one-dry-slab", ".", [(1, 1)])
write_street("02-one-wet-slab", "#", [(1, 1)])
write_street("03-all-walks", "#..##.#", all_walks(7))
write_street("04-wet-ends", "##...##", all_walks(7))
write_street("05-start-inside-a-puddle", ".#####.", all_walks(7))
write_street("06-all-walks-random", random_slabs(rng, 40, 0.5), all_walks(40))
write_street("07-no-puddle", "." * 500, random_walks(rng, 500, 200))
write_street("08-one-puddle", "#" * 500, random_walks(rng, 500, 200))
write_street("09-alternating", "#." * 500, random_walks(rng, 1000, 1000))
write_street("10-random", random_slabs(rng, 5000, 0.7), random_walks(rng, 5000, 2000))
write_street("11-short-walks", random_slabs(rng, 20_000, 0.6),
             [(a, a + rng.randint(-9, 9)) for a in (rng.randint(10, 19_990) for _ in range(2000))])
long_walks = [(rng.randint(1, 9), MAX_N - rng.randint(0, 9)) for _ in range(MAX_Q)]
write_street("12-long-walks", random_slabs(rng, MAX_N, 0.5), [walk[:: rng.choice((1, -1))] for walk in long_walks])
