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


MAX_TRIPS = 2000
MAX_UMBRELLAS = 100


def write_commute(name, home, office, carry, wet, rain):
    write_test(name, [f"{len(rain)} {home} {office} {carry} {wet}", " ".join(map(str, rain))])


def random_rain(seed, trips, lowest=0, highest=100):
    rng = random.Random(seed)
    return [rng.randint(lowest, highest) for _ in range(trips)]


SECRET.mkdir(parents=True, exist_ok=True)
write_commute("01-no-umbrella", 0, 0, 1, 7, [30])
write_commute("02-certain-rain", 1, 0, 3, 8, [100])
write_commute("03-umbrella-at-the-wrong-end", 0, 1, 2, 9, [100, 100, 100])
write_commute("04-carrying-is-worse", 5, 5, 10, 3, random_rain(4, 20))
write_commute("05-never-rains", 1, 1, 1, 1000, [0] * 15)
write_commute("06-carry-in-the-dry", 1, 0, 1, 1000, [0, 100] * 9)
write_commute("07-small-random", 1, 1, 4, 9, random_rain(7, 12))
write_commute("08-one-umbrella", 1, 0, 3, 20, random_rain(8, 18))
write_commute("09-two-umbrellas", 2, 0, 10, 100, random_rain(9, 60))
write_commute("10-wet-mornings", 1, 2, 50, 60, [80, 10] * 100)
write_commute("11-light-rain", 3, 3, 1, 1000, random_rain(11, 500, 0, 3))
write_commute("12-all-at-the-office", 0, MAX_UMBRELLAS, 7, 11, random_rain(12, MAX_TRIPS))
write_commute("13-wet-mornings-max", MAX_UMBRELLAS, 3, 1, 1000, [90, 20] * (MAX_TRIPS // 2))
write_commute("14-max", MAX_UMBRELLAS, MAX_UMBRELLAS, 123, 1000, random_rain(14, MAX_TRIPS))
