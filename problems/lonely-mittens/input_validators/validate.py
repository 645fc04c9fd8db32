"""Exits with 42 if stdin is a valid test, otherwise with 43."""
import re
import sys


def require(condition):
    if not condition:
        sys.exit(43)


text = sys.stdin.buffer.read().decode("latin-1")
require(text.endswith("\n"))
first, *mittens = text[:-1].split("\n")
require(re.fullmatch(r"[1-9][0-9]{0,4}", first) and int(first) <= 50_000)
require(len(mittens) == int(first))
require(all(re.fullmatch(r"[a-z]{1,10} (left|right)", mitten) for mitten in mittens))
sys.exit(42)
