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

# Dijkstra's algorithm on states: a village together with the set of bought ingredients.
everything = (1 << k) - 1
minutes = [[float("inf")] * (everything + 1) for _ in range(n)]
minutes[0][sold[0]] = 0
heap = [(0, 0, sold[0])]
answer = "NO SOUP"
while heap:
    now, village, basket = heappop(heap)
    if now > minutes[village][basket]:
        continue
    if village == n - 1 and basket == everything:
        answer = now
        break
    for neighbour, t in paths[village]:
        arrival, fuller = now + t, basket | sold[neighbour]
        if arrival < minutes[neighbour][fuller]:
            minutes[neighbour][fuller] = arrival
            heappush(heap, (arrival, neighbour, fuller))
print(answer)
