import sys

lines = sys.stdin.read().splitlines()
r, c = map(int, lines[0].split())
beach = lines[1:r + 1]  # beach[row][column]

minutes = -1  # -1 if Mia is trapped
# Write your solution here.

print("TRAPPED" if minutes < 0 else minutes)
