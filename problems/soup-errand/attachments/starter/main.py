import sys

lines = sys.stdin.read().splitlines()
n, m, k = map(int, lines[0].split())
sold = [word.replace("-", "") for word in lines[1].split()]  # sold[0]: letters sold in village 1
paths = [tuple(map(int, line.split())) for line in lines[2:m + 2]]  # (u, v, t)

minutes = -1  # -1 if there is no way
# Write your solution here.

print("NO SOUP" if minutes < 0 else minutes)
