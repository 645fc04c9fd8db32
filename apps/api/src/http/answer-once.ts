import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { httpStatus } from '@eduscale/contracts/error-status'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../app/app-context'
import { claimAttempt, forgetAttempt, keepAnswer, type Attempt, type StoredAnswer } from './attempt.queries'

/** Longer than any route takes: whoever hasn't answered by then never will. */
const leaseMs = 30_000
/** So long a repetition waits for the first to answer. */
const patienceMs = 8_000
const lookEveryMs = 100

/**
 * Carries out what a client may send again for want of an answer, once: the same person, route and id get the first answer, whatever
 * node they come to. A refusal is an answer as well, unless asking again may end otherwise: too many requests, or trouble of ours.
 * Throws `attempt-differs` where something else was given under that id.
 */
export async function answerOnce(
  { db, log }: Pick<AppContext, 'db' | 'log'>,
  asked: Omit<Attempt, 'givenHash'> & { given: unknown },
  act: () => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  const { given, ...key } = asked
  const givenHash = new Uint8Array(createHash('sha256').update(JSON.stringify(given)).digest())
  const attempt = { ...key, givenHash }
  for (let left = patienceMs; left > 0; left -= lookEveryMs) {
    const claim = await claimAttempt(db, attempt, leaseMs)
    if (claim.is === 'answered') return claim.answer
    if (claim.is === 'different') throw new AppError('attempt-differs', 'This attempt was made with something else in it.')
    if (claim.is === 'running') {
      await wait(lookEveryMs)
      continue
    }
    const { holder } = claim
    // What was done is done, and told to whoever has waited for it; what isn't kept is done again when it is asked for again.
    const settle = (settled: Promise<void>) => settled.catch((err: unknown) => log.warn({ err }, 'an attempt was not settled'))
    const answer = await act().catch(async (error: unknown) => {
      const refusal = toRefusal(error)
      await settle(refusal ? keepAnswer(db, attempt, holder, refusal) : forgetAttempt(db, attempt, holder))
      throw error
    })
    await settle(keepAnswer(db, attempt, holder, answer))
    return answer
  }
  throw new AppError('unavailable', 'This is being done; ask again in a moment.', { data: { retryAfterMs: 1_000 } })
}

/** Null for what may end otherwise the next time. */
function toRefusal(error: unknown): StoredAnswer | null {
  if (!(error instanceof AppError)) return null
  const status = httpStatus[error.code]
  return status >= 500 || status === 429 ? null : { status, body: JSON.stringify(error.toBody()) }
}
