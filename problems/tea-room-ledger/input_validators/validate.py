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
(n,) = integers(lines[0], (1, 20_000))
require(len(lines) == n + 1)
for line in lines[1:]:
    entry = re.fullmatch(r"[a-z]{1,12} (drank|paid) ([1-9][0-9]*)", line)
    require(entry and int(entry[2]) <= 10**6)
sys.exit(42)
