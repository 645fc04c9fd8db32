"""Writes every test of data/secret; the answers come from the accepted Python solution."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data" / "secret"
SOLUTION = PACKAGE / "submissions" / "accepted" / "solution.py"
MAX_N = 500


def write_test(name, times):
    text = f"{len(times)}\n" + "".join(f"{time}\n" for time in times)
    answer = subprocess.run(
        [sys.executable, SOLUTION], input=text, capture_output=True, text=True, check=True
    ).stdout
    (SECRET / f"{name}.in").write_text(text)
    (SECRET / f"{name}.ans").write_text(answer)


def random_times(seed, n, largest):
    rng = random.Random(seed)
    times = []
    for _ in range(n):
        units = sorted(rng.sample("hms", rng.randint(1, 3)))  # h, m, s is also alphabetical
        times.append("".join(f"{rng.randint(1, largest)}{unit}" for unit in units))
    return times


SECRET.mkdir(parents=True, exist_ok=True)
write_test("01-one-second", ["1s"])
write_test("02-one-hour", ["1h"])
write_test("03-hour-and-seconds", ["3h7s"])
write_test("04-just-below-an-hour", ["59m59s"])
write_test("05-carry-twice", ["59m", "60s"])
write_test("06-three-digits", ["999h999m999s"])
write_test("07-seconds-only", ["61s", "600s", "999s", "10s"])
write_test("08-zero-minutes", ["10h", "9s", "100h51s"])
write_test("09-small-random", random_times(9, 10, 59))
write_test("10-clock-like", random_times(10, 200, 59))
write_test("11-large-numbers", random_times(11, 400, 999))
write_test("12-maximum", ["999h999m999s"] * MAX_N)
write_test("13-maximum-random", random_times(13, MAX_N, 999))
