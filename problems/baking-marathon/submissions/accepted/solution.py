import sys

SECONDS = {"h": 3600, "m": 60, "s": 1}

total = 0
for time in sys.stdin.read().split()[1:]:
    number = 0
    for char in time:
        if char.isdigit():
            number = number * 10 + int(char)
        else:
            total += number * SECONDS[char]
            number = 0

print(f"{total // 3600}:{total // 60 % 60:02}:{total % 60:02}")
