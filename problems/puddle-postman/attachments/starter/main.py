import sys

lines = sys.stdin.read().splitlines()
n, q = map(int, lines[0].split())
slabs = lines[1]  # slab 1 is slabs[0]
walks = [tuple(map(int, line.split())) for line in lines[2:q + 2]]  # (a, b)

answers = []
for a, b in walks:
    puddles = 0
    # Write your solution here.
    answers.append(puddles)

print("\n".join(map(str, answers)))
