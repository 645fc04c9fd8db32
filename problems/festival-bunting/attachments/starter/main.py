import sys

k, *counts = map(int, sys.stdin.read().split())  # counts[0] flags of colour 1

bunting = []  # the colours from left to right; empty if impossible
# Write your solution here.

print(*bunting or ["IMPOSSIBLE"])
