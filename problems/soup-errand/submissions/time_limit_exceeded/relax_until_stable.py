# Tries every path with every basket again until nothing improves.
import sys

lines = sys.stdin.read().splitlines()
n, m, k = map(int, lines[0].split())
sold = [sum(1 << ord(letter) - ord("a") for letter in word if letter != "-") for word in lines[1].split()]
paths = []
for line in lines[2:]:
    u, v, t = map(int, line.split())
    paths += [(u - 1, v - 1, t), (v - 1, u - 1, t)]

baskets = range(1 << k)
minutes = [[float("inf")] * len(baskets) for _ in range(n)]
minutes[0][sold[0]] = 0
improved = True
while improved:
    improved = False
    for u, v, t in paths:
        for basket in baskets:
            fuller = basket | sold[v]
            if minutes[u][basket] + t < minutes[v][fuller]:
                minutes[v][fuller] = minutes[u][basket] + t
                improved = True
answer = minutes[n - 1][-1]
print("NO SOUP" if answer == float("inf") else answer)
