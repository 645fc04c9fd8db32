"""Writes every test of data/secret."""
import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"


def write_test(name, number, place):
    (SECRET / f"{name}.in").write_text(f"write\n{number}\n")
    (SECRET / f"{name}.ans").write_text(f"{number} {place}\n")


SECRET.mkdir(parents=True, exist_ok=True)
write_test("01-dry", 123_456, -1)
write_test("02-zero-dry", 0, -1)
write_test("03-zero-first", 0, 0)
write_test("04-largest-last", 999_999, 59)
write_test("05-power", 1 << 19, 0)
write_test("06-alternating", 0b10101010101010101010 % 1_000_000, 30)
rng = random.Random(7)
for index in range(7, 19):
    write_test(f"{index:02}-random", rng.randrange(10**6), rng.randrange(60))
