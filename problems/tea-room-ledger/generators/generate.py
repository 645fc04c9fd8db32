"""Writes every test of data/secret; the answers come from the accepted Python solution."""
import random
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
SECRET = PACKAGE / "data" / "secret"
SOLUTION = PACKAGE / "submissions" / "accepted" / "solution.py"
MAX_N = 20_000


def write_test(name, entries):
    text = f"{len(entries)}\n" + "".join(f"{who} {what} {amount}\n" for who, what, amount in entries)
    with tempfile.TemporaryDirectory() as room:
        (Path(room) / "ledger.in").write_text(text)
        subprocess.run([sys.executable, SOLUTION], cwd=room, check=True)
        answer = (Path(room) / "ledger.out").read_text()
    (SECRET / f"{name}.in").write_text(text)
    (SECRET / f"{name}.ans").write_text(answer)


def word(rng, length):
    return "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(length))


def random_entries(seed, n, people, most):
    rng = random.Random(seed)
    names = [word(rng, rng.randint(1, 12)) for _ in range(people)]
    return [(rng.choice(names), rng.choice(["drank", "drank", "paid"]), rng.randint(1, most)) for _ in range(n)]


SECRET.mkdir(parents=True, exist_ok=True)
write_test("01-one-cup", [("a", "drank", 1)])
write_test("02-one-coin", [("a", "paid", 1)])
write_test("03-paid-ahead", [("ash", "paid", 50), ("ash", "drank", 60), ("elm", "drank", 5)])
write_test("04-same-debts", [(name, "drank", 7) for name in ["d", "b", "aa", "c", "a"]])
for number in range(5, 9):
    write_test(f"{number:02}-small-random", random_entries(number, 30, 5, 9))
write_test("09-random", random_entries(9, 2000, 100, 1000))
write_test("10-one-regular-max", [("regular", "drank", 10**6)] * MAX_N)
write_test("11-many-regulars-max", random_entries(11, MAX_N, 500, 10**6))
rng = random.Random(12)
strangers = [(word(rng, 12), "drank", rng.randint(1, 10**6)) for _ in range(MAX_N)]
write_test("12-strangers-max", strangers)
