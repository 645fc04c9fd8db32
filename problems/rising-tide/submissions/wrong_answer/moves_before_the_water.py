# Lets Mia step on a cell in the minute in which it is flooded.
import sys

size, *rows = sys.stdin.read().split()[1:]
width = int(size) + 1
beach = "#" * width + "".join(row + "#" for row in rows) + "#" * width


def minutes_until(starts, may_enter):
    reached = [-1] * len(beach)
    for cell in starts:
        reached[cell] = 0
    queue = list(starts)
    for cell in queue:
        minute = reached[cell] + 1
        for neighbour in (cell - 1, cell + 1, cell - width, cell + width):
            if reached[neighbour] < 0 and may_enter(neighbour, minute):
                reached[neighbour] = minute
                queue.append(neighbour)
    return reached


flooded = minutes_until(
    [cell for cell, char in enumerate(beach) if char == "~"],
    lambda cell, minute: beach[cell] in ".M",
)
reached = minutes_until(
    [beach.index("M")],
    lambda cell, minute: beach[cell] == "E" or beach[cell] == "." and (flooded[cell] < 0 or minute <= flooded[cell]),
)
minutes = [reached[cell] for cell, char in enumerate(beach) if char == "E" and reached[cell] >= 0]
print(min(minutes, default="TRAPPED"))
