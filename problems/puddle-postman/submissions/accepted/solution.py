import sys

n, q, slabs, *ends = sys.stdin.read().split()

# started[i]: puddles whose first slab is among the slabs 1..i
started = [0]
previous = "."
for slab in slabs:
    started.append(started[-1] + (previous == "." and slab == "#"))
    previous = slab

answers = []
for a, b in zip(map(int, ends[::2]), map(int, ends[1::2])):
    left, right = min(a, b), max(a, b)
    # The puddle under the left end may have started before it.
    answers.append(started[right] - started[left] + (slabs[left - 1] == "#"))
print("\n".join(map(str, answers)))
