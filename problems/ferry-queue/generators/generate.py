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


MAX_N = 500_000
MAX_Q = 60_000


class Queue:
    """Plain list, only to make valid events."""

    def __init__(self, rng, n):
        self.rng = rng
        self.n = n
        self.cars = list(range(1, n + 1))
        self.events = []
        self.joined = n

    def join(self):
        self.joined += 1
        self.cars.append(self.joined)
        self.events.append("JOIN")

    def leave(self, position):
        self.events.append(f"LEAVE {self.cars.pop(position)}")

    def front(self, position):
        car = self.cars.pop(position)
        self.cars.insert(0, car)
        self.events.append(f"FRONT {car}")

    def where(self, position):
        self.events.append(f"WHERE {self.cars[position]}")

    def who(self, position):
        self.events.append(f"WHO {position + 1}")

    def random_event(self, kinds, lowest=0.0):
        """One event at a random position in the part of the queue that begins at lowest (0 front, 1 back)."""
        kind = self.rng.choice(kinds)
        if kind == "join" or len(self.cars) < 2:
            self.join()
        else:
            size = len(self.cars)
            getattr(self, kind)(self.rng.randrange(int(lowest * size), size))

    def write(self, name):
        write_test(name, [f"{self.n} {len(self.events)}"] + self.events)


def random_queue(seed, n, q, kinds, lowest=0.0):
    queue = Queue(random.Random(seed), n)
    for _ in range(q - 1):
        queue.random_event(kinds, lowest)
    queue.where(len(queue.cars) - 1)
    return queue


ALL = ["join", "leave", "front", "where", "who"]

SECRET.mkdir(parents=True, exist_ok=True)
queue = Queue(random.Random(1), 1)
queue.who(0)
queue.write("01-one-car")

queue = Queue(random.Random(2), 1)
queue.leave(0)
queue.join()
queue.front(0)
queue.where(0)
queue.who(0)
queue.write("02-empty-in-between")

queue = Queue(random.Random(3), 5)
for position in (4, 4, 0, 2, 2):
    queue.front(position)
    for k in range(5):
        queue.who(k)
queue.write("03-to-the-front-again")

random_queue(4, 3, 60, ALL).write("04-small-random")
random_queue(5, 40, 300, ["leave", "who", "where"]).write("05-only-leaving")
random_queue(6, 10, 2000, ["join", "join", "join", "front", "who", "where"]).write("06-mostly-joining")
random_queue(7, 200, 3000, ["front", "who", "where"]).write("07-mostly-mail")
random_queue(8, 1000, 5000, ALL).write("08-random")
random_queue(9, MAX_N, 3000, ALL, lowest=0.999).write("09-at-the-back-of-a-long-queue")
random_queue(10, 1, 15_000, ["join", "join", "front", "who", "where"]).write("10-starts-short")
random_queue(11, MAX_N, 15_000, ALL).write("11-random-long-queue")
random_queue(12, MAX_N, MAX_Q, ["front", "leave", "where", "where", "who"], lowest=0.9).write("12-max")
