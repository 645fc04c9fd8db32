"""Writes every test of data/secret; the answers come from the accepted Python solution."""
import json
import random
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data" / "secret"
sys.path.insert(0, str(PACKAGE / "submissions" / "accepted"))
sys.dont_write_bytecode = True
from solution import quietest_seats  # noqa: E402

MAX_N = 100_000
MAX_LOUDNESS = 10**9


def write_test(name, loudness, friends):
    (SECRET / f"{name}.in").write_text(f"{json.dumps(loudness, separators=(',', ':'))}\n{friends}\n")
    (SECRET / f"{name}.ans").write_text(f"{quietest_seats(loudness, friends)}\n")


def random_seats(seed, n, loudest):
    rng = random.Random(seed)
    return [rng.randint(0, loudest) for _ in range(n)]


SECRET.mkdir(parents=True, exist_ok=True)
write_test("01-one-seat", [0], 1)
write_test("02-everybody", [3, 1, 2], 3)
write_test("03-over-the-end", [1, 7, 7, 7, 1, 1], 3)
write_test("04-one-friend", [5, 4, 9, 4], 1)
write_test("05-all-but-one", [5, 4, 9, 4], 3)
for number in range(6, 10):
    write_test(f"{number:02}-small-random", random_seats(number, 12, 9), number - 3)
write_test("10-random", random_seats(10, 2000, 1000), 77)
write_test("11-loud", [MAX_LOUDNESS] * 5000, 4999)
write_test("12-few-friends-max", random_seats(12, MAX_N, 99), 3)
write_test("13-half-max", random_seats(13, MAX_N, 9), MAX_N // 2)
write_test("14-nearly-all-max", random_seats(14, MAX_N, 999), MAX_N - 1)
