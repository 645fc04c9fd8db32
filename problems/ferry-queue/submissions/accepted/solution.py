import sys


class FenwickTree:
    """Zeros and ones with prefix sums, over the indices 1..size."""

    def __init__(self, values):
        self.sums = [0] + values
        for i in range(1, len(self.sums)):
            parent = i + (i & -i)
            if parent < len(self.sums):
                self.sums[parent] += self.sums[i]
        self.top = 1 << len(values).bit_length() - 1

    def add(self, i, change):
        sums = self.sums
        while i < len(sums):
            sums[i] += change
            i += i & -i

    def prefix(self, i):
        total = 0
        while i > 0:
            total += self.sums[i]
            i &= i - 1
        return total

    def find(self, k):
        """The index of the k-th one."""
        i = 0
        step = self.top
        while step:
            if i + step < len(self.sums) and self.sums[i + step] < k:
                i += step
                k -= self.sums[i]
            step >>= 1
        return i + 1


lines = sys.stdin.read().splitlines()
n, q = map(int, lines[0].split())

# q free places for cars that jump to the front, the first n cars, q places for those that join.
taken = FenwickTree([0] * q + [1] * n + [0] * q)
car_at = [0] * (q + 1) + list(range(1, n + 1)) + [0] * q
place_of = list(range(q, q + n + 1))
next_front = q
next_back = q + n + 1

answers = []
for line in lines[1:]:
    kind, *argument = line.split()
    if kind == "JOIN":
        car_at[next_back] = len(place_of)
        place_of.append(next_back)
        taken.add(next_back, 1)
        next_back += 1
    elif kind == "WHO":
        answers.append(car_at[taken.find(int(argument[0]))])
    elif kind == "WHERE":
        answers.append(taken.prefix(place_of[int(argument[0])]))
    else:
        car = int(argument[0])
        taken.add(place_of[car], -1)
        if kind == "FRONT":
            car_at[next_front] = car
            place_of[car] = next_front
            taken.add(next_front, 1)
            next_front -= 1
print("\n".join(map(str, answers)))
