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
MAX_HEIGHT = 10**6


def write_road(name, d, heights):
    write_test(name, [f"{len(heights)} {d}", " ".join(map(str, heights))])


def random_heights(seed, n, highest):
    rng = random.Random(seed)
    return [rng.randint(0, highest) for _ in range(n)]


def random_walk(seed, n, step):
    rng = random.Random(seed)
    height = 500
    heights = []
    for _ in range(n):
        height = min(max(height + rng.randint(-step, step), 0), 999)
        heights.append(height)
    return heights


SECRET.mkdir(parents=True, exist_ok=True)
write_road("01-one-milestone", 0, [7])
write_road("02-whole-road", MAX_HEIGHT, [MAX_HEIGHT, 0, 5])
write_road("03-all-equal", 0, [4] * 50)
write_road("04-tie", 1, [1, 2, 9, 3, 4, 9, 5, 6])
write_road("05-overlapping-stretches", 3, [5, 3, 4, 6, 7, 5, 4, 8])
write_road("06-longest-at-the-end", 1, [9, 1, 9, 1, 5, 5, 6, 5])
write_road("07-small-random", 3, random_heights(7, 100, 9))
write_road("08-random-zero-difference", 0, random_heights(8, 2000, 2))
write_road("09-random", 700, random_heights(9, 5000, 1000))
write_road("10-rolling-hills", 120, random_walk(10, 40_000, 3))
write_road("11-steady-descent", 33_000, list(range(70_000, 0, -1)))
# A peak in the middle: two stretches of half the road, the second one milestone longer.
plain = random_heights(12, MAX_N - 1, 8)
plain.insert(MAX_N // 2 - 1, 999)
write_road("12-two-halves-max", 8, plain)
