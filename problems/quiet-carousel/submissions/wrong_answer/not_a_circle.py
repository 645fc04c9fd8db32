def quietest_seats(loudness, friends):
    heard = best = sum(loudness[:friends])
    for last in range(friends, len(loudness)):
        heard += loudness[last] - loudness[last - friends]
        best = min(best, heard)
    return best
