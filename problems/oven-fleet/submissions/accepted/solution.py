import sys

n, m, *numbers = map(int, sys.stdin.read().split())
ovens = list(zip(numbers[::2], numbers[1::2]))


def loaves_until(minute):
    return sum((minute - warm_up) // bake for warm_up, bake in ovens if minute > warm_up)


too_early = 0
enough = min(warm_up + m * bake for warm_up, bake in ovens)  # one oven bakes them all
while enough - too_early > 1:
    middle = (too_early + enough) // 2
    if loaves_until(middle) >= m:
        enough = middle
    else:
        too_early = middle
print(enough)
