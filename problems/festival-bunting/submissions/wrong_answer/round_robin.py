# Hangs one flag of every colour in turn; what is left of the largest colour ends up together.
k, counts = int(input()), list(map(int, input().split()))
n = sum(counts)
if max(counts) > (n + 1) // 2:
    print("IMPOSSIBLE")
else:
    left = dict(enumerate(counts, 1))
    bunting = []
    while left:
        bunting += left
        left = {colour: count - 1 for colour, count in left.items() if count > 1}
    print(*bunting)
