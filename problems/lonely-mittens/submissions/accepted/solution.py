import sys
from collections import Counter

words = sys.stdin.read().split()
n = int(words[0])
mittens = Counter(zip(words[1::2], words[2::2]))

pairs = sum(min(count, mittens[colour, "right"])
            for (colour, side), count in list(mittens.items()) if side == "left")
print(pairs, n - 2 * pairs)
