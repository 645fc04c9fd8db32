def ask(hut):
    print("?", hut, flush=True)
    return int(input())


low, high = 1, int(input())
while high - low > 1:
    middle = (low + high) // 2
    if ask(middle) < ask(middle + 1):
        low = middle
    else:
        high = middle
print("!", low, flush=True)
