"""
Usage: validate.py input answer feedback_dir < output, once for each pass. Exits with 42 to accept, 43 to reject.
The answer file holds the number and the place of the letter that the rain changes, counted round the word; -1 is a dry day.
"""
import re
import sys
from pathlib import Path

feedback = Path(sys.argv[3])
number, place = map(int, Path(sys.argv[2]).read_text().split())
output = sys.stdin.buffer.read(10_000).decode("latin-1").strip()
arrived = feedback / "arrived.txt"


def reject(message, *, told):
    """`told` goes to the contestant, and gives nothing of the test away."""
    (feedback / "judgemessage.txt").write_text(message + "\n")
    (feedback / "teammessage.txt").write_text(told + "\n")
    sys.exit(43)


if not arrived.exists():
    if not re.fullmatch("[ab]{1,60}", output):
        reject(
            f"not a word of 1 to 60 letters a and b: {output[:80]!r}",
            told="first run: not a word of 1 to 60 letters a and b",
        )
    word = list(output)
    if place >= 0:
        place %= len(word)
        word[place] = "b" if word[place] == "a" else "a"
    arrived.write_text("".join(word))
    (feedback / "nextpass.in").write_text(f"read\n{''.join(word)}\n")
    sys.exit(42)
if output != str(number):
    reject(f"the number was {number}, not {output[:80]!r}", told="second run: not the number of the first run")
sys.exit(42)
