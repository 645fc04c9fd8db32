# Tries every minute in turn.
import sys

n, m, *numbers = map(int, sys.stdin.read().split())
ovens = list(zip(numbers[::2], numbers[1::2]))

minute = 0
while sum(max(0, minute - warm_up) // bake for warm_up, bake in ovens) < m:
    minute += 1
print(minute)
