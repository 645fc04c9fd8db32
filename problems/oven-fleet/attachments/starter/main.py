import sys

lines = sys.stdin.read().splitlines()
n, m = map(int, lines[0].split())
ovens = [tuple(map(int, line.split())) for line in lines[1:n + 1]]  # (warm_up, bake)

earliest = 0
# Write your solution here.

print(earliest)
