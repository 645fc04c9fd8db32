import { isDatabaseError, Prisma } from './client'

/** A unique key said no. */
export function isUniqueViolation(error: unknown): error is Error {
  if (isDatabaseError(error)) return error.code === '23505'
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  return (
    error.code === 'P2002' ||
    (error.code === 'P2010' && /23505|unique constraint/i.test(`${error.message} ${JSON.stringify(error.meta)}`))
  )
}

/** No row was as an update expected it to be. */
export function isMissingRow(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2025'
}
