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


MAX_LENGTH = 200_000


def random_beads(seed, length, colours):
    rng = random.Random(seed)
    return "".join(rng.choice(colours) for _ in range(length))


def no_neighbours_equal(seed, length):
    rng = random.Random(seed)
    beads = "a"
    while len(beads) < length:
        beads += rng.choice([colour for colour in "abcdefgh" if colour != beads[-1]])
    return beads


SECRET.mkdir(parents=True, exist_ok=True)
write_test("01-one-bead", ["q"])
write_test("02-one-pair", ["zz"])
write_test("03-no-pair", ["abcab"])
write_test("04-odd-run", ["aaaaa"])
write_test("05-one-stays-in-front", ["kabccba"])
write_test("06-spells-the-empty-answer", ["emptty"])
write_test("07-pairs-after-pairs", ["aabbccddzz"])
write_test("08-small-random", [random_beads(8, 60, "ab")])
write_test("09-three-colours", [random_beads(9, 2000, "abc")])
write_test("10-all-stay", [no_neighbours_equal(10, 3000)])
write_test("11-two-colours-long", [random_beads(11, 50_000, "xy")])
write_test("12-long-run", ["m" * (MAX_LENGTH - 1)])
half = no_neighbours_equal(13, MAX_LENGTH // 2)
write_test("13-mirror", [half + half[::-1]])
