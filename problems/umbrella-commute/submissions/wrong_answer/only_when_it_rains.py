# Takes an umbrella exactly when it rains, even if it would be needed at the other end later.
n, home, office, carry, wet = map(int, input().split())
rain = [int(percent) / 100 for percent in input().split()]
umbrellas = home + office

expected = [0.0] * (umbrellas + 1)
for p in reversed(rain):
    earlier = []
    for here in range(umbrellas + 1):
        there = umbrellas - here
        if here > 0 and carry < wet:
            in_rain = carry + expected[there + 1]
        else:
            in_rain = wet + expected[there]
        earlier.append(p * in_rain + (1 - p) * expected[there])
    expected = earlier
print(expected[home])
