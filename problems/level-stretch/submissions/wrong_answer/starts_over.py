# Starts over at the milestone that broke the stretch, although part of the old one may fit to it.
n, d = map(int, input().split())
heights = list(map(int, input().split()))

length = start = left = 0
low = high = heights[0]
for right, height in enumerate(heights):
    low, high = min(low, height), max(high, height)
    if high - low > d:
        left = right
        low = high = height
    if right - left + 1 > length:
        length, start = right - left + 1, left
print(length, start + 1)
