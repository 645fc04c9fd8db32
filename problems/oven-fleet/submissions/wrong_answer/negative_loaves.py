# An oven that is still warming up takes away loaves from the others.
import sys

n, m, *numbers = map(int, sys.stdin.read().split())
ovens = list(zip(numbers[::2], numbers[1::2]))

low, high = 0, min(warm_up + m * bake for warm_up, bake in ovens)
while high - low > 1:
    middle = (low + high) // 2
    if sum((middle - warm_up) // bake for warm_up, bake in ovens) >= m:
        high = middle
    else:
        low = middle
print(high)
