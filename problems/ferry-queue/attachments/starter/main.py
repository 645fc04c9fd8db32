import sys

lines = sys.stdin.read().splitlines()
n, q = map(int, lines[0].split())

answers = []
for line in lines[1:q + 1]:
    kind, *argument = line.split()
    number = int(argument[0]) if argument else 0  # the car x or the position k
    # Write your solution here.
    if kind in ("WHERE", "WHO"):
        answers.append(0)

print("\n".join(map(str, answers)))
