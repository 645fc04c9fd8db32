"""Exits with 42 if stdin is a valid test, otherwise with 43. Arguments: the largest n, and "different" or "any" heights."""
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
max_n, heights_are = sys.argv[1:] or ("100000", "any")
require(len(lines) == 2)
(n,) = integers(lines[0], (1, int(max_n)))
heights = integers(lines[1], *[(1, 10**9)] * n)
require(heights_are == "any" or len(set(heights)) == n)
sys.exit(42)
