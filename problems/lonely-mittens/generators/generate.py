"""Writes every test of data/secret; the answers come from the accepted Python solution."""
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data" / "secret"
SOLUTION = PACKAGE / "submissions" / "accepted" / "solution.py"
MAX_N = 50_000


def write_test(name, mittens):
    text = f"{len(mittens)}\n" + "".join(f"{colour} {side}\n" for colour, side in mittens)
    answer = subprocess.run(
        [sys.executable, SOLUTION], input=text, capture_output=True, text=True, check=True
    ).stdout
    (SECRET / f"{name}.in").write_text(text)
    (SECRET / f"{name}.ans").write_text(answer)


def word(number):
    """A different short word for every number below 26^3."""
    return "".join(chr(97 + number // power % 26) for power in (676, 26, 1))


def random_mittens(seed, n, colours):
    rng = random.Random(seed)
    return [(rng.choice(colours), rng.choice(["left", "right"])) for _ in range(n)]


SECRET.mkdir(parents=True, exist_ok=True)
write_test("01-single", [("red", "left")])
write_test("02-one-pair", [("z", "right"), ("z", "left")])
write_test("03-same-side", [("blue", "left")] * 8)
write_test("04-colours-named-like-sides", [("left", "right"), ("right", "left"), ("left", "left"), ("leftright", "right")])
write_test("05-long-names", [("abcdefghij", "left"), ("abcdefghik", "right"), ("abcdefghij", "right")])
write_test("06-every-colour-once", [(word(i), "right") for i in range(500)])
write_test("07-small-random", random_mittens(7, 30, ["a", "b", "ab", "ba"]))
write_test("08-few-colours", random_mittens(8, 3_000, ["red", "green", "blue"]))
write_test("09-many-colours", random_mittens(9, 5_000, [word(i) for i in range(2_000)]))
write_test("10-one-colour-max", [("mint", "left")] * 20_000 + [("mint", "right")] * 30_000)
# All left mittens first, their partners in the same order last: pairing by scanning a list is quadratic.
half = [word(i % 17_000) for i in range(MAX_N // 2)]
write_test("11-partners-far-away", [(c, "left") for c in half] + [(c, "right") for c in reversed(half)])
