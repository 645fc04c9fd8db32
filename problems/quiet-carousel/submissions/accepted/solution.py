def quietest_seats(loudness: list[int], friends: int) -> int:
    heard = best = sum(loudness[:friends])
    seats = len(loudness)
    for first in range(1, seats):
        heard += loudness[(first + friends - 1) % seats] - loudness[first - 1]
        best = min(best, heard)
    return best
