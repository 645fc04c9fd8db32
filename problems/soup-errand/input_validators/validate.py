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
require(len(lines) >= 2)
n, m, k = integers(lines[0], (1, 2500), (0, 5000), (1, 6))
words = lines[1].split(" ")
require(len(words) == n)
for word in words:
    letters = "" if word == "-" else word
    require(word and all(letter in "abcdef"[:k] for letter in letters))
    require(list(letters) == sorted(set(letters)))
require(len(lines) == m + 2)
for line in lines[2:]:
    u, v, t = integers(line, (1, n), (1, n), (1, 10**5))
    require(u != v)
sys.exit(42)
