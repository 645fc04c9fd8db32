# Takes any two mittens of one colour for a pair, even two left ones.
import sys
from collections import Counter

words = sys.stdin.read().split()
n = int(words[0])
pairs = sum(count // 2 for count in Counter(words[1::2]).values())
print(pairs, n - 2 * pairs)
