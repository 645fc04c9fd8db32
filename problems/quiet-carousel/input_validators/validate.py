"""Exits with 42 if stdin is a valid test, otherwise with 43."""
import re
import sys


def require(condition):
    if not condition:
        sys.exit(43)


number = "(0|[1-9][0-9]{0,9})"
text = sys.stdin.buffer.read().decode("latin-1")
require(re.fullmatch(rf"\[{number}(,{number})*\]\n{number}\n", text))
seats, friends = text.splitlines()
loudness = [int(token) for token in seats[1:-1].split(",")]
require(len(loudness) <= 100_000 and max(loudness) <= 10**9)
require(1 <= int(friends) <= len(loudness))
sys.exit(42)
