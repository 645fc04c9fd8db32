# Fills every other place without starting with the most frequent colour.
k, counts = int(input()), list(map(int, input().split()))
n = sum(counts)
if max(counts) > (n + 1) // 2:
    print("IMPOSSIBLE")
else:
    flags = [colour for colour, count in enumerate(counts, 1) for _ in range(count)]
    bunting = [0] * n
    bunting[::2] = flags[:(n + 1) // 2]
    bunting[1::2] = flags[(n + 1) // 2:]
    print(*bunting)
