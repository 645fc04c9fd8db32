# Compares all colours for every flag: O(n k).
k, left = int(input()), list(map(int, input().split()))
bunting = []
last = -1
for _ in range(sum(left)):
    best = -1
    for colour in range(k):
        if colour != last and left[colour] > 0 and (best == -1 or left[colour] > left[best]):
            best = colour
    if best == -1:
        break
    left[best] -= 1
    bunting.append(best + 1)
    last = best
print("IMPOSSIBLE" if any(left) else " ".join(map(str, bunting)))
