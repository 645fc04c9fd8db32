# Adds up the ovens' rates, as if a half-baked loaf in each of two ovens made one loaf.
import sys

n, m, *numbers = map(int, sys.stdin.read().split())
ovens = list(zip(numbers[::2], numbers[1::2]))

low, high = 0, min(warm_up + m * bake for warm_up, bake in ovens)
while high - low > 1:
    middle = (low + high) // 2
    if sum(max(0, middle - warm_up) / bake for warm_up, bake in ovens) >= m:
        high = middle
    else:
        low = middle
print(high)
