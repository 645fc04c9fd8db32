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


MAX_COLOURS = 50_000
MAX_FLAGS = 100_000


def write_counts(name, counts):
    write_test(name, [len(counts), " ".join(map(str, counts))])


def random_counts(seed, colours, flags):
    """Splits the flags among the colours at random, at least one each."""
    rng = random.Random(seed)
    cuts = sorted(rng.sample(range(1, flags), colours - 1))
    return [right - left for left, right in zip([0] + cuts, cuts + [flags])]


SECRET.mkdir(parents=True, exist_ok=True)
write_counts("01-one-flag", [1])
write_counts("02-one-colour-twice", [2])
write_counts("03-two-colours", [2, 3])
write_counts("04-just-possible", [1, 6, 2, 2])
write_counts("05-just-impossible", [1, 7, 2, 2])
write_counts("06-majority-last", [1, 1, 1, 4])
write_counts("07-middle-colour-wraps-around", [2, 4, 1])
write_counts("08-exact-half", [5, 3, 2])
write_counts("09-all-different", [1] * 300)
write_counts("10-random", random_counts(10, 40, 1000))
write_counts("11-one-big-colour", random_counts(11, 500, 4000) + [4000])
write_counts("12-one-too-big-colour", random_counts(12, 500, 4000) + [4002])
write_counts("13-two-halves-max", [MAX_FLAGS // 2, MAX_FLAGS // 2])
write_counts("14-pairs-max", [2] * MAX_COLOURS)
write_counts("15-random-max", random_counts(15, 30_000, MAX_FLAGS))
