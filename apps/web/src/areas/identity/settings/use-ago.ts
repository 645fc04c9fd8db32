'use client'

import { useLocale } from 'next-intl'
import { useEffect, useState } from 'react'

/** Each as long as it is told by: after an hour nobody counts minutes. */
const units = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
] as const

/** How long ago something was, in the reader's language; told anew each minute. A clock that is behind makes nothing later than now. */
export function useAgo(): (instant: string) => string {
  const format = new Intl.RelativeTimeFormat(useLocale(), { numeric: 'auto' })
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return (instant) => {
    let count = Math.max(0, now - Date.parse(instant)) / 1_000
    for (const [unit, next] of units) {
      // Seconds that change without being told are no seconds.
      if (count < next) return format.format(unit === 'second' ? 0 : -Math.floor(count), unit)
      count /= next
    }
    return format.format(-Math.floor(count), 'year')
  }
}
