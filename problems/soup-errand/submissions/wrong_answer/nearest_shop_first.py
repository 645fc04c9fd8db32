# Always walks to the nearest village that sells anything still missing.
import sys
from heapq import heappop, heappush

lines = sys.stdin.read().splitlines()
n, m, k = map(int, lines[0].split())
sold = [set(word) - {"-"} for word in lines[1].split()]
paths = [[] for _ in range(n)]
for line in lines[2:]:
    u, v, t = map(int, line.split())
    paths[u - 1].append((v - 1, t))
    paths[v - 1].append((u - 1, t))


def nearest(start, is_goal):
    seen = set()
    heap = [(0, start)]
    while heap:
        now, village = heappop(heap)
        if is_goal(village):
            return now, village
        if village not in seen:
            seen.add(village)
            for neighbour, t in paths[village]:
                heappush(heap, (now + t, neighbour))
    print("NO SOUP")
    sys.exit()


village = total = 0
missing = set("abcdef"[:k]) - sold[0]
while missing:
    minutes, village = nearest(village, lambda other: sold[other] & missing)
    total += minutes
    missing -= sold[village]
print(total + nearest(village, lambda other: other == n - 1)[0])
