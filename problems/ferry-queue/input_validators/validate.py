"""Exits with 42 if stdin is a valid test, otherwise with 43."""
import re
import sys


def require(condition):
    if not condition:
        sys.exit(43)


def integers(line, *ranges):
    """The integers of a line, separated by single spaces, each inside its (low, high)."""
    tokens = line.split(" ")
    require(len(tokens) == len(ranges))
    for token, (low, high) in zip(tokens, ranges):
        require(re.fullmatch(r"0|-?[1-9][0-9]{0,17}", token) and low <= int(token) <= high)
    return [int(token) for token in tokens]


text = sys.stdin.buffer.read().decode("latin-1")
require(text.endswith("\n"))
lines = text[:-1].split("\n")
n, q = integers(lines[0], (1, 500_000), (1, 60_000))
require(len(lines) == q + 1)
is_waiting = [False] + [True] * n
waiting = n
calls = 0
for line in lines[1:]:
    kind, _, argument = line.partition(" ")
    if line == "JOIN":
        is_waiting.append(True)
        waiting += 1
    elif kind == "WHO":
        integers(argument, (1, waiting))
        calls += 1
    else:
        require(kind in ("LEAVE", "FRONT", "WHERE"))
        (car,) = integers(argument, (1, len(is_waiting) - 1))
        require(is_waiting[car])
        if kind == "LEAVE":
            is_waiting[car] = False
            waiting -= 1
        calls += kind == "WHERE"
require(calls >= 1)
sys.exit(42)
