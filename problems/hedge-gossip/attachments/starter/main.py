n = int(input())
heights = list(map(int, input().split()))

pairs = 0
# Write your solution here.

print(pairs)
