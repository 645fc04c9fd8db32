# Joins two groups by moving peak b itself instead of the root of its group: the rest of the group is lost.
import sys

lines = sys.stdin.read().splitlines()
n, q = map(int, lines[0].split())
parent = list(range(n + 1))
above = [0] * (n + 1)


def find(peak):
    path = []
    while parent[peak] != peak:
        path.append(peak)
        peak = parent[peak]
    height = 0
    for below in reversed(path):
        height += above[below]
        above[below] = height
        parent[below] = peak
    return peak


for line in lines[1:]:
    kind, a, b, *difference = line.split()
    a, b = int(a), int(b)
    is_connected = find(a) == find(b)
    if kind == "?":
        print(above[b] - above[a] if is_connected else "UNKNOWN")
    elif is_connected:
        print("KEEP" if above[b] - above[a] == int(difference[0]) else "REJECT")
    else:
        print("KEEP")
        parent[b] = a
        above[b] = int(difference[0])
