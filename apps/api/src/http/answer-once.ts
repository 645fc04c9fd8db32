import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { httpStatus } from '@eduscale/contracts/error-status'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../app/app-context'
import { claimAttempt, forgetAttempt, keepAnswer, renewAttempt, type Attempt, type StoredAnswer } from './attempt.queries'

/** Of a client's 30 s there is enough left, whatever became of the node. */
const lease = { silentMs: 3_000, lostMs: 15_000 }
/** So often the holder says that it is there. */
const renewEveryMs = 1_000
/** So long a repetition waits for the first to answer: less than a client waits for one node (http-client), so that it hears of it. */
const patienceMs = 4_000
const lookEveryMs = 100

/**
 * Carries out what a client may send again for want of an answer, once: the same person, route and id get the first answer, whatever
 * node they come to. A refusal is an answer as well, unless asking again may end otherwise: too many requests, or trouble of ours.
 * Throws `attempt-differs` where something else was given under that id.
 */
export async function answerOnce(
  { db, log, failpoints }: Pick<AppContext, 'db' | 'log' | 'failpoints'>,
  asked: Omit<Attempt, 'givenHash'> & { given: unknown },
  act: () => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  const { given, ...key } = asked
  const givenHash = new Uint8Array(createHash('sha256').update(JSON.stringify(given)).digest())
  const attempt = { ...key, givenHash }
  const renew = async (holder: string): Promise<void> => {
    if (!(await renewAttempt(db, attempt, holder)))
      log.warn({ route: attempt.route }, 'an attempt was taken over from a node that was not gone')
  }
  const giveUpAt = performance.now() + patienceMs
  do {
    const claim = await claimAttempt(db, attempt, lease)
    if (claim.is === 'answered') return claim.answer
    if (claim.is === 'different') throw new AppError('attempt-differs', 'This attempt was made with something else in it.')
    if (claim.is === 'running') {
      await wait(lookEveryMs)
      continue
    }
    const { holder } = claim
    await failpoints.pass('attempt-claimed')
    // What was done is done, and told to whoever has waited for it; what isn't kept is done again when it is asked for again.
    const settle = (settled: Promise<void>) => settled.catch((err: unknown) => log.warn({ err }, 'an attempt was not settled'))
    const renewing = setInterval(() => void settle(renew(holder)), renewEveryMs)
    try {
      const answer = await act().catch(async (error: unknown) => {
        const refusal = toRefusal(error)
        await settle(refusal ? keepAnswer(db, attempt, holder, refusal) : forgetAttempt(db, attempt, holder))
        throw error
      })
      await failpoints.pass('attempt-done')
      await settle(keepAnswer(db, attempt, holder, answer))
      await failpoints.pass('attempt-kept')
      return answer
    } finally {
      clearInterval(renewing)
    }
  } while (performance.now() < giveUpAt)
  throw new AppError('attempt-running', 'This is being done; ask again in a moment.', { data: { retryAfterMs: 1_000 } })
}

/** Null for what may end otherwise the next time. */
function toRefusal(error: unknown): StoredAnswer | null {
  if (!(error instanceof AppError)) return null
  const status = httpStatus[error.code]
  return status >= 500 || status === 429 ? null : { status, body: JSON.stringify(error.toBody()) }
}
