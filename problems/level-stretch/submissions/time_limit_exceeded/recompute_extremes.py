# Two pointers, but the highest and the lowest milestone are searched anew each time: O(n^2).
n, d = map(int, input().split())
heights = list(map(int, input().split()))

length = start = left = 0
for right in range(n):
    while max(heights[left:right + 1]) - min(heights[left:right + 1]) > d:
        left += 1
    if right - left + 1 > length:
        length, start = right - left + 1, left
print(length, start + 1)
