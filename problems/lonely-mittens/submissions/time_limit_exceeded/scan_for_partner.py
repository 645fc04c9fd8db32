# Looks through all lonely mittens for every new one: O(n^2).
import sys

words = sys.stdin.read().split()
n = int(words[0])
lonely = []
pairs = 0
for colour, side in zip(words[1::2], words[2::2]):
    partner = (colour, "left" if side == "right" else "right")
    if partner in lonely:
        lonely.remove(partner)
        pairs += 1
    else:
        lonely.append((colour, side))
print(pairs, len(lonely))
