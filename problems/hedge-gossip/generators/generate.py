"""Writes every test of data/secret; the answers come from the accepted Python solution."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data" / "secret"
SOLUTION = PACKAGE / "submissions" / "accepted" / "solution.py"
MAX_N = 100_000
MAX_HEIGHT = 10**9


def write_test(name, heights):
    text = f"{len(heights)}\n{' '.join(map(str, heights))}\n"
    answer = subprocess.run(
        [sys.executable, SOLUTION], input=text, capture_output=True, text=True, check=True
    ).stdout
    path = SECRET / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_name(f"{path.name}.in").write_text(text)
    path.with_name(f"{path.name}.ans").write_text(answer)


def random_heights(seed, n, highest):
    rng = random.Random(seed)
    return [rng.randint(1, highest) for _ in range(n)]


def different(seed, n, falling=False):
    rng = random.Random(seed)
    heights = rng.sample(range(1, MAX_HEIGHT), n)
    return sorted(heights, reverse=True) if falling else heights


def valley(n):
    """High at both ends: looking from the left meets every hedge."""
    return [MAX_HEIGHT - i for i in range(n // 2)] + [MAX_HEIGHT - n + i for i in range(n - n // 2)]


write_test("1-short/01-alone", [7])
write_test("1-short/02-equal", [4] * 6)
write_test("1-short/03-equal-apart", [5, 1, 5, 2, 5, 1, 1, 5])
write_test("1-short/04-rising", list(range(1, 101)))
for seed in range(5, 9):
    write_test(f"1-short/{seed:02}-random", random_heights(seed, 100, seed * 2))
write_test("2-medium/01-equal", [9] * 3000)
write_test("2-medium/02-falling", different(2, 3000, falling=True))
write_test("2-medium/03-few-heights", random_heights(3, 3000, 4))
write_test("2-medium/04-random", random_heights(4, 3000, MAX_HEIGHT))
write_test("3-different/01-random", different(1, 20_000))
write_test("3-different/02-falling", list(range(MAX_N, 0, -1)))
write_test("3-different/03-valley", valley(10_000))
write_test("4-all/01-equal", [1] * MAX_N)
write_test("4-all/02-two-heights", random_heights(2, MAX_N, 2))
write_test("4-all/03-few-heights", random_heights(3, MAX_N, 9))
write_test("4-all/04-falling", [MAX_N - i // 2 for i in range(MAX_N)])
