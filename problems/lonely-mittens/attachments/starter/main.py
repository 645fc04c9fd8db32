import sys

lines = sys.stdin.read().splitlines()
n = int(lines[0])
mittens = [line.split() for line in lines[1:n + 1]]  # [colour, side]

pairs = 0
# Write your solution here.

print(pairs, n - 2 * pairs)
