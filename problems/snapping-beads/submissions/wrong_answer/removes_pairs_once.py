# Removes every pair of equal neighbours once and misses the pairs that form afterwards.
import re

print(re.sub(r"([a-z])\1", "", input()) or "EMPTY")
