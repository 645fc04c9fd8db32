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


MAX_N = 20_000
MAX_M = 10**9
MAX_TIME = 10**5


def write_ovens(name, m, ovens):
    write_test(name, [f"{len(ovens)} {m}"] + [f"{warm_up} {bake}" for warm_up, bake in ovens])


def random_ovens(seed, n, max_warm_up, max_bake):
    rng = random.Random(seed)
    return [(rng.randint(0, max_warm_up), rng.randint(1, max_bake)) for _ in range(n)]


SECRET.mkdir(parents=True, exist_ok=True)
write_ovens("01-one-loaf", 1, [(0, 1)])
write_ovens("02-one-oven", 7, [(4, 6)])
write_ovens("03-second-oven-never-warm", 10, [(0, 1), (1000, 1)])
write_ovens("04-several-at-once", 4, [(0, 2), (0, 2), (0, 2)])
write_ovens("05-slow-warm-up-wins", 100, [(0, 50), (300, 1)])
write_ovens("06-small-random", 57, random_ovens(6, 5, 20, 9))
write_ovens("07-random", 12_345, random_ovens(7, 100, 3000, 500))
write_ovens("08-cold-fast-ovens", 900, [(0, 1000)] + [(MAX_TIME, 1)] * 50)
write_ovens("09-largest-answer", MAX_M, [(MAX_TIME, MAX_TIME)])
write_ovens("10-many-loaves", MAX_M, random_ovens(10, 300, MAX_TIME, MAX_TIME))
write_ovens("11-one-fast-oven", MAX_M - 1, [(77, 1)] + random_ovens(11, 2000, 50, MAX_TIME))
write_ovens("12-few-loaves-max", 999, random_ovens(12, MAX_N, MAX_TIME, MAX_TIME))
write_ovens("13-many-loaves-max", MAX_M, random_ovens(13, MAX_N, MAX_TIME, MAX_TIME))
write_ovens("14-equal-ovens-max", MAX_M, [(MAX_TIME, MAX_TIME)] * MAX_N)
