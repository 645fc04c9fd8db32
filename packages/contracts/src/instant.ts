import { z } from 'zod'

/** An instant that a client names: in years that every part can count with. PostgreSQL knows no year 0. */
export const givenInstantSchema = z.iso.datetime().refine((text) => {
  const year = Number(text.slice(0, 4))
  return year >= 1970 && year < 3000
}, 'the year is out of reach')
