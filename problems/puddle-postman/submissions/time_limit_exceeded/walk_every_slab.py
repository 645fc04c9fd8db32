# Splits the slabs of every walk into puddles: O(n q).
import sys

n, q, slabs, *ends = sys.stdin.read().split()
for a, b in zip(map(int, ends[::2]), map(int, ends[1::2])):
    left, right = min(a, b), max(a, b)
    print(sum(1 for puddle in slabs[left - 1:right].split(".") if puddle))
