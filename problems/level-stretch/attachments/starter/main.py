import sys

n, d, *heights = map(int, sys.stdin.read().split())

length = 0
first = 1  # milestones are numbered from 1
# Write your solution here.

print(length, first)
