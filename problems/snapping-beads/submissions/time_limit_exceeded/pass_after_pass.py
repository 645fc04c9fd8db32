# Removes pairs in passes over the whole string until a pass finds none: O(n^2).
import re

beads = input()
pairs = 1
while pairs:
    beads, pairs = re.subn(r"([a-z])\1", "", beads)
print(beads or "EMPTY")
