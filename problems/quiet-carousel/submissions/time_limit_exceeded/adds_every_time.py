def quietest_seats(loudness, friends):
    seats = loudness + loudness
    return min(sum(seats[first:first + friends]) for first in range(len(loudness)))
