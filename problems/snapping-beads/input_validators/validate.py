"""Exits with 42 if stdin is a valid test, otherwise with 43."""
import re
import sys


def require(condition):
    if not condition:
        sys.exit(43)


text = sys.stdin.buffer.read().decode("latin-1")
require(text.endswith("\n"))
lines = text[:-1].split("\n")
require(len(lines) == 1)
require(re.fullmatch(r"[a-z]{1,200000}", lines[0]))
sys.exit(42)
