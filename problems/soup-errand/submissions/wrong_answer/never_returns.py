# Closes a village after the first visit, although coming back with more ingredients can pay off.
import sys
from heapq import heappop, heappush

lines = sys.stdin.read().splitlines()
n, m, k = map(int, lines[0].split())
sold = [sum(1 << ord(letter) - ord("a") for letter in word if letter != "-") for word in lines[1].split()]
paths = [[] for _ in range(n)]
for line in lines[2:]:
    u, v, t = map(int, line.split())
    paths[u - 1].append((v - 1, t))
    paths[v - 1].append((u - 1, t))

closed = [False] * n
heap = [(0, 0, sold[0])]
answer = "NO SOUP"
while heap:
    now, village, basket = heappop(heap)
    if village == n - 1 and basket == (1 << k) - 1:
        answer = now
        break
    if not closed[village]:
        closed[village] = True
        for neighbour, t in paths[village]:
            heappush(heap, (now + t, neighbour, basket | sold[neighbour]))
print(answer)
