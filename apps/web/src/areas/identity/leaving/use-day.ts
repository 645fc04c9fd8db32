'use client'

import { useLocale } from 'next-intl'

/** A day and a time as the reader writes them. */
export function useDay(): (instant: string) => string {
  const format = new Intl.DateTimeFormat(useLocale(), { dateStyle: 'long', timeStyle: 'short' })
  return (instant) => format.format(new Date(instant))
}
