# Misses the puddle that began before the left end of the walk.
import sys

n, q, slabs, *ends = sys.stdin.read().split()
started = [0]
previous = "."
for slab in slabs:
    started.append(started[-1] + (previous == "." and slab == "#"))
    previous = slab
for a, b in zip(map(int, ends[::2]), map(int, ends[1::2])):
    left, right = min(a, b), max(a, b)
    print(started[right] - started[left - 1])
