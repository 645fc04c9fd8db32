/** `19:59`, or `1:02:03` from an hour on; never negative. Seconds are cut, as on a stopwatch. */
export function formatClock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1_000))
  const hours = Math.floor(total / 3_600)
  const minutes = Math.floor((total % 3_600) / 60)
  const seconds = pad(total % 60)
  return hours > 0 ? `${hours}:${pad(minutes)}:${seconds}` : `${minutes}:${seconds}`
}

/** What is left, in seconds rounded up: a countdown shows 0:00 only when it is over. */
export function formatCountdown(ms: number): string {
  return formatClock(Math.ceil(Math.max(0, ms) / 1_000) * 1_000)
}

/** `3:07.042`: receipt times decide battles, so they are shown to the millisecond. */
export function formatPrecise(ms: number): string {
  const whole = Math.max(0, Math.round(ms))
  return `${formatClock(whole)}.${String(whole % 1_000).padStart(3, '0')}`
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
