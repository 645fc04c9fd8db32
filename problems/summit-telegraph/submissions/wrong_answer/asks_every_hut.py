heights = []
for hut in range(1, int(input()) + 1):
    print("?", hut, flush=True)
    heights.append(int(input()))
print("!", heights.index(max(heights)) + 1, flush=True)
