"""Usage: validate.py input answer feedback_dir < output. Exits with 42 to accept, 43 to reject."""
import sys
from collections import Counter
from pathlib import Path


def reject(message):
    (Path(sys.argv[3]) / "judgemessage.txt").write_text(message + "\n")
    sys.exit(43)


def colour(token, k):
    # isdigit() also holds for characters such as a superscript two, so check for ASCII first.
    if not (token.isascii() and token.isdigit() and len(token) <= 6 and 1 <= int(token) <= k):
        reject(f"not a colour: {token[:20]!r}")
    return int(token)


k, *counts = map(int, Path(sys.argv[1]).read_text().split())
tokens = sys.stdin.buffer.read().decode("utf-8", "replace").split()
answer = Path(sys.argv[2]).read_text().split()

if [token.upper() for token in tokens] == ["IMPOSSIBLE"]:
    if answer == ["IMPOSSIBLE"]:
        sys.exit(42)
    reject("there is an order, but the output says IMPOSSIBLE")

if len(tokens) != sum(counts):
    reject(f"expected {sum(counts)} flags, found {len(tokens)}")
flags = [colour(token, k) for token in tokens]
used = Counter(flags)
for number, count in enumerate(counts, 1):
    if used[number] != count:
        reject(f"expected {count} flags of colour {number}, found {used[number]}")
for position, (left, right) in enumerate(zip(flags, flags[1:]), 1):
    if left == right:
        reject(f"flags {position} and {position + 1} both have colour {left}")
sys.exit(42)
