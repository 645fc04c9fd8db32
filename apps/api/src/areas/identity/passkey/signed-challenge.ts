import { AppError } from '@eduscale/platform/errors'
import type { Db } from '@eduscale/db'
import { z } from 'zod'
import type { AppContext } from '../../../app/app-context'
import { spendChallenge, type ChallengeFor } from './challenge.queries'

/** What a browser says that it has had signed. */
const clientDataSchema = z.object({
  challenge: z
    .string()
    .max(100)
    .regex(/^[\w-]+$/),
  crossOrigin: z.boolean().optional(),
})

/**
 * The challenge that was signed. It is spent by that, right or wrong: who shows it again, or for something else, gets `link-spent`. Throws
 * `wrong-passkey` for what can't be read, and for what a page of another site has asked for in a frame.
 */
export async function spendSigned(db: Db, clientDataJSON: string, of: ChallengeFor): Promise<string> {
  const read = clientDataSchema.safeParse(parse(Buffer.from(clientDataJSON, 'base64url').toString()))
  if (!read.success || read.data.crossOrigin === true) throw wrongPasskey()
  if (!(await spendChallenge(db, read.data.challenge, of)))
    throw new AppError('link-spent', 'This took too long, or was answered before: begin again.')
  return read.data.challenge
}

/** What the library says no to, in whatever way, is no passkey of ours. Throws `wrong-passkey`. */
export async function whileSigned<Result extends { verified: boolean }>(
  { log }: Pick<AppContext, 'log'>,
  verify: () => Promise<Result>,
): Promise<Extract<Result, { verified: true }>> {
  let result: Result
  try {
    result = await verify()
  } catch (error) {
    log.info({ why: error instanceof Error ? error.message : String(error) }, 'a passkey was refused')
    throw wrongPasskey()
  }
  if (!result.verified) throw wrongPasskey()
  return result as Extract<Result, { verified: true }>
}

/** The same whatever is wrong with it. */
export function wrongPasskey(): AppError {
  return new AppError('wrong-passkey', 'This passkey does not open an account here.')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
