import type { StatementLang } from '@eduscale/contracts/problem'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import { wrongCode } from './check-code'
import { createRecoveryCodes, normaliseCode } from './recovery-codes'
import { hashCode, openSecret, sealSecret } from './secret-box'
import { findSecondFactor, keepPending, renewCodeHashes, turnOn } from './second-factor.queries'
import { createTotpSecret, describeTotp, findStep } from './totp'

type Parts = Pick<AppContext, 'db' | 'config'>

/** So long it may take to read the secret into an app, and to show a code of it back. */
const pendingMs = 3_600_000

/** What the app is given. It counts from when a code of it was shown back. */
export async function beginSetUp(
  { db, config }: Parts,
  { id: userId, name }: { id: string; name: string },
): Promise<{ uri: string; secret: string }> {
  const secret = createTotpSecret()
  await keepPending(db, userId, sealSecret(config, userId, secret))
  return describeTotp(secret, name)
}

/** Answers the codes for when the app is lost; they are shown this once. Throws `wrong-code`, or `wrong-state` where nothing is pending. */
export async function finishSetUp(
  { db, config }: Parts,
  { userId, session }: { userId: string; session: string },
  given: { code: string; lang: StatementLang },
): Promise<{ recoveryCodes: string[] }> {
  const factor = await findSecondFactor(db, userId)
  const { pending = null, pendingAt = null } = factor ?? {}
  if (!pending || !pendingAt || pendingAt.getTime() < Date.now() - pendingMs) throw nothingPending()
  const step = findStep(openSecret(config, userId, pending), normaliseCode(given.code), Date.now())
  if (step === null) throw wrongCode()
  const recoveryCodes = createRecoveryCodes()
  const codeHashes = hashAll({ config }, userId, recoveryCodes)
  if (!(await turnOn(db, userId, { pending: new Uint8Array(pending), step, codeHashes, session, lang: given.lang })))
    throw nothingPending()
  return { recoveryCodes }
}

/** Another ten; those of before are worth nothing any more. Throws `wrong-state` where no second factor is on. */
export async function renewCodes(
  { db, config }: Parts,
  { userId, session }: { userId: string; session: string },
): Promise<{ recoveryCodes: string[] }> {
  if (!(await findSecondFactor(db, userId))?.secret) throw new AppError('wrong-state', 'The second step is off.')
  const recoveryCodes = createRecoveryCodes()
  await renewCodeHashes(db, { userId, session }, hashAll({ config }, userId, recoveryCodes))
  return { recoveryCodes }
}

function hashAll({ config }: Pick<AppContext, 'config'>, userId: string, codes: readonly string[]): Uint8Array<ArrayBuffer>[] {
  return codes.map((code) => hashCode(config, userId, normaliseCode(code)))
}

function nothingPending(): AppError {
  return new AppError('wrong-state', 'Begin again: no app waits for its first code.')
}
