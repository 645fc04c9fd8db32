k, counts = int(input()), list(map(int, input().split()))
n = sum(counts)

if max(counts) > (n + 1) // 2:
    print("IMPOSSIBLE")
else:
    # Most frequent colours first, on every other place: 1st, 3rd, 5th, ..., then 2nd, 4th, ...
    by_frequency = sorted(range(k), key=lambda i: -counts[i])
    flags = [i + 1 for i in by_frequency for _ in range(counts[i])]
    bunting = [0] * n
    bunting[::2] = flags[:(n + 1) // 2]
    bunting[1::2] = flags[(n + 1) // 2:]
    print(*bunting)
