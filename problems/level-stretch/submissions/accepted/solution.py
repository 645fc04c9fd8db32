from collections import deque

n, d = map(int, input().split())
heights = list(map(int, input().split()))

# Milestones of the window that may still become its highest or lowest, best one first.
highest, lowest = deque(), deque()
length = start = left = 0
for right, height in enumerate(heights):
    while highest and heights[highest[-1]] <= height:
        highest.pop()
    while lowest and heights[lowest[-1]] >= height:
        lowest.pop()
    highest.append(right)
    lowest.append(right)

    while heights[highest[0]] - heights[lowest[0]] > d:
        left += 1
        if highest[0] < left:
            highest.popleft()
        if lowest[0] < left:
            lowest.popleft()

    if right - left + 1 > length:
        length, start = right - left + 1, left
print(length, start + 1)
