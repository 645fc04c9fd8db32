# Keeps the queue in a list and searches it for every car: O(n q).
import sys

lines = sys.stdin.read().splitlines()
n = int(lines[0].split()[0])
queue = list(range(1, n + 1))
cars = n
for line in lines[1:]:
    kind, *argument = line.split()
    if kind == "JOIN":
        cars += 1
        queue.append(cars)
    elif kind == "WHO":
        print(queue[int(argument[0]) - 1])
    elif kind == "WHERE":
        print(queue.index(int(argument[0])) + 1)
    else:
        car = int(argument[0])
        queue.remove(car)
        if kind == "FRONT":
            queue.insert(0, car)
