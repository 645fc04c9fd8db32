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


MAX_N = 50_000
CHAIN = 24_000


def write_notebook(name, n, lines):
    write_test(name, [f"{n} {len(lines)}"] + lines)


def random_notebook(seed, n, q, questions, mistakes, highest):
    """Measures peaks of fixed heights; some measurements are off by a few metres."""
    rng = random.Random(seed)
    height = [rng.randint(0, highest) for _ in range(n + 1)]
    lines = []
    for _ in range(q):
        a, b = rng.randint(1, n), rng.randint(1, n)
        if rng.random() < questions:
            lines.append(f"? {a} {b}")
        else:
            error = rng.randint(-3, 3) if rng.random() < mistakes else 0
            error = min(max(error, -10**6 - height[b] + height[a]), 10**6 - height[b] + height[a])
            lines.append(f"+ {a} {b} {height[b] - height[a] + error}")
    return lines


def chain(order, difference):
    return [f"+ {a} {b} {difference(i)}" for i, (a, b) in enumerate(zip(order, order[1:]))]


SECRET.mkdir(parents=True, exist_ok=True)
write_notebook("01-one-peak", 1, ["? 1 1", "+ 1 1 3", "+ 1 1 0", "? 1 1"])
write_notebook("02-both-directions", 2, ["? 1 2", "+ 1 2 7", "? 2 1", "+ 2 1 7", "+ 2 1 -7", "? 1 2"])
write_notebook("03-rejected-is-forgotten", 4, ["+ 1 2 1", "+ 1 2 2", "? 1 2", "+ 2 3 4", "+ 3 1 9", "? 3 1", "? 1 4"])
write_notebook("04-join-two-groups", 6, ["+ 1 2 3", "+ 2 3 4", "+ 6 5 10", "+ 5 4 -1", "+ 3 5 100", "? 1 4", "? 6 2", "? 4 6"])
write_notebook("05-all-level", 5, ["+ 1 2 0", "+ 3 4 0", "+ 2 3 0", "+ 4 1 1", "+ 5 5 0", "? 1 4", "? 5 4"])
write_notebook("06-small-random", 6, random_notebook(6, 6, 40, 0.4, 0.3, 9))
write_notebook("07-random", 50, random_notebook(7, 50, 400, 0.5, 0.2, 1000))
write_notebook("08-many-groups", 3000, random_notebook(8, 3000, 3000, 0.5, 0.5, 1000))
steep = chain(range(1, 5001), lambda i: 10**6)
write_notebook("09-steep-chain", 5000, steep + ["? 1 5000", "? 5000 1", "+ 5000 1 -1000000", "? 4000 3999"])
doubling = [f"+ {a} {a + step} {a % 7}" for step in (1, 2, 4, 8, 16, 32, 64, 128, 256, 512) for a in range(1, 1025 - step, 2 * step)]
write_notebook("10-equal-groups", 1024, doubling + [f"? {a} {1025 - a}" for a in range(1, 513)])
write_notebook("11-random-large", 7000, random_notebook(11, 7000, 15_000, 0.3, 0.1, 10**6))
# A chain over shuffled peaks, then questions from end to end: searching the chain anew is quadratic.
rng = random.Random(12)
order = rng.sample(range(1, MAX_N + 1), CHAIN)
ends = [(rng.choice(order[:9]), rng.choice(order[-9:])) for _ in range(CHAIN)]
write_notebook("12-chain-max", MAX_N, chain(order, lambda i: i % 9) + [f"? {a} {b}" for a, b in ends])
