import sys

lines = sys.stdin.read().splitlines()
n, q = map(int, lines[0].split())

parent = list(range(n + 1))
above = [0] * (n + 1)  # how many metres a peak is higher than its parent
size = [1] * (n + 1)


def find(peak):
    """The root of the peak's group; afterwards the root is the peak's parent."""
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


answers = []
for line in lines[1:]:
    kind, a, b, *difference = line.split()
    a, b = int(a), int(b)
    root_a, root_b = find(a), find(b)
    if kind == "?":
        answers.append(above[b] - above[a] if root_a == root_b else "UNKNOWN")
        continue

    d = int(difference[0])
    if root_a == root_b:
        answers.append("KEEP" if above[b] - above[a] == d else "REJECT")
        continue
    answers.append("KEEP")
    # root_b is this many metres higher than root_a:
    d += above[a] - above[b]
    if size[root_a] < size[root_b]:
        root_a, root_b, d = root_b, root_a, -d
    parent[root_b] = root_a
    above[root_b] = d
    size[root_a] += size[root_b]
print("\n".join(map(str, answers)))
