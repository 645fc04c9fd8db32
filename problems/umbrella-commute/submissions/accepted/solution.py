n, home, office, carry, wet = map(int, input().split())
rain = [int(percent) / 100 for percent in input().split()]
umbrellas = home + office

# least[here]: expected annoyance from now on with so many umbrellas at the professor's end
least = [0.0] * (umbrellas + 1)
for p in reversed(rain):
    earlier = []
    for here in range(umbrellas + 1):
        there = umbrellas - here
        leave = least[there]
        take = carry + least[there + 1] if here > 0 else float("inf")
        earlier.append(p * min(wet + leave, take) + (1 - p) * min(leave, take))
    least = earlier
print(least[home])
