"""Exits with 42 if stdin is a valid test, otherwise with 43."""
import re
import sys


def require(condition):
    if not condition:
        sys.exit(43)


NUMBER = "[1-9][0-9]{0,2}"

text = sys.stdin.buffer.read().decode("latin-1")
require(text.endswith("\n"))
first, *times = text[:-1].split("\n")
require(re.fullmatch(r"[1-9][0-9]{0,2}", first) and int(first) <= 500)
require(len(times) == int(first))
for time in times:
    require(time and re.fullmatch(f"({NUMBER}h)?({NUMBER}m)?({NUMBER}s)?", time))
sys.exit(42)
