import sys

lines = sys.stdin.read().split()
n = int(lines[0])
times = lines[1:]  # such as "1h20m"

hours = minutes = seconds = 0
# Write your solution here.

print(f"{hours}:{minutes}:{seconds}")
