"""Usage: validate.py input answer feedback_dir, talking to the program over stdin and stdout. 42 accepts, 43 rejects."""
import re
import sys
from pathlib import Path

MAX_TELEGRAMS = 40


def reject(message, *, is_secret=False):
    """What gives nothing of the test away is told to the contestant too."""
    for name in ["judgemessage.txt"] if is_secret else ["judgemessage.txt", "teammessage.txt"]:
        (Path(sys.argv[3]) / name).write_text(message + "\n")
    sys.exit(43)


heights = [int(token) for token in Path(sys.argv[1]).read_text().split()[1:]]
summit = int(Path(sys.argv[2]).read_text())
print(len(heights), flush=True)
telegrams = 0
while True:
    line = sys.stdin.readline(100).rstrip("\n")
    said = re.fullmatch(r"([?!]) ([1-9][0-9]{0,6})\s*", line)
    if not said:
        reject(f"neither a question nor an answer: {line[:40]!r}")
    hut = int(said[2])
    if hut > len(heights):
        reject(f"there is no hut {hut}")
    if said[1] == "!":
        if sys.stdin.readline(100).strip():
            reject("there is more after the answer")
        if hut == summit:
            sys.exit(42)
        (Path(sys.argv[3]) / "teammessage.txt").write_text(f"hut {hut} is not the summit\n")
        reject(f"the summit is hut {summit}, not {hut}", is_secret=True)
    telegrams += 1
    if telegrams > MAX_TELEGRAMS:
        reject(f"more than {MAX_TELEGRAMS} telegrams")
    print(heights[hut - 1], flush=True)
