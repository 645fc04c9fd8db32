"""Writes every test of data/secret."""
import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
MAX_N = 100_000


def write_path(name, heights):
    (SECRET / f"{name}.in").write_text(f"{len(heights)}\n{' '.join(map(str, heights))}\n")
    (SECRET / f"{name}.ans").write_text(f"{heights.index(max(heights)) + 1}\n")


def mountain(seed, n, summit):
    """Random heights that rise up to hut `summit` and fall after it."""
    rng = random.Random(seed)
    heights = sorted(rng.sample(range(3 * n), n))
    top = heights.pop()
    left = sorted(rng.sample(heights, summit - 1))
    right = sorted(set(heights) - set(left), reverse=True)
    return left + [top] + right


SECRET.mkdir(parents=True, exist_ok=True)
write_path("01-two-rising", [0, 1])
write_path("02-two-falling", [10**9, 0])
write_path("03-three", [4, 6, 5])
write_path("04-rising", mountain(4, 41, 41))
write_path("05-falling", mountain(5, 50, 1))
write_path("06-just-more-than-telegrams", mountain(6, 41, 20))
write_path("07-steps-of-one", list(range(1, 701)) + list(range(600, 300, -1)))
for number, (n, summit) in enumerate([(1000, 700), (16_385, 8193), (30_000, 30_000), (30_000, 1), (MAX_N, 61_803)], 8):
    write_path(f"{number:02}-{n}-huts", mountain(number, n, summit))
