import sys

n, home, office, carry, wet, *rain = map(int, sys.stdin.read().split())
# rain[0] is the probability of rain on the first trip, in percent

annoyance = 0.0
# Write your solution here.

print(annoyance)
