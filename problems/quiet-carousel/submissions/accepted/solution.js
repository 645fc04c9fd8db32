function quietestSeats(loudness, friends) {
  const seats = loudness.length
  let heard = 0
  for (let i = 0; i < friends; i++) heard += loudness[i]
  let best = heard
  for (let first = 1; first < seats; first++) {
    heard += loudness[(first + friends - 1) % seats] - loudness[first - 1]
    best = Math.min(best, heard)
  }
  return best
}
