import sys

lines = sys.stdin.read().splitlines()
n, q = map(int, lines[0].split())

answers = []
for line in lines[1:q + 1]:
    kind, *numbers = line.split()
    a, b = int(numbers[0]), int(numbers[1])
    # Write your solution here.
    if kind == "+":
        d = int(numbers[2])
        answers.append("KEEP")
    else:
        answers.append("UNKNOWN")

print("\n".join(map(str, answers)))
