n = int(input())
pairs = 0
stack = []  # [height, how many of it], falling
for height in map(int, input().split()):
    same = 0
    while stack and stack[-1][0] <= height:
        top, count = stack.pop()
        pairs += count
        if top == height:
            same = count
    if stack:
        pairs += 1
    stack.append((height, same + 1))
print(pairs)
