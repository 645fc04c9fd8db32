import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import type { StatementLang } from '@eduscale/contracts/problem'
import { requireProof } from './require-proof'
import { isSecondFactorOn } from '../second-factor/check-code'
import type { Asking } from './asking'
import { tellEnded } from '../session/tell-ended'
import { createDevice } from '../account/known-device'
import { hashPassword } from '../account/password'
import { getOwner, replacePassword } from '../account/password.queries'
import { proveOwnPassword } from './prove-own-password'
import { requireGoodPassword } from '../account/require-good-password'

/**
 * The former one is asked for, which is proof enough unless the account asks for more; then the session must be proved by that, as it must
 * where there is no former one. All other sessions end. Throws `members-only`, `proof-needed`, `wrong-password`, or `wrong-state` where it was changed meanwhile.
 */
export async function changePassword(
  app: AppContext,
  asking: Asking,
  given: { password: string; next: string; lang: StatementLang },
): Promise<{ device: string | null }> {
  const { db } = app
  const owner = await getOwner(db, asking.userId)
  if (owner.passwordHash === null || (await isSecondFactorOn(db, asking.userId))) await requireProof(app, asking)
  requireGoodPassword(given.next, owner.name, 'next')
  if (owner.passwordHash !== null) await proveOwnPassword(app, asking, owner, given.password)
  const passwordHash = await hashPassword(given.next, { address: asking.address, account: asking.userId })
  const ended = await replacePassword(db, owner, { passwordHash, keptSession: asking.session, lang: given.lang })
  if (ended === null) throw new AppError('wrong-state', 'The password was changed meanwhile.')
  tellEnded(app, owner.id, ended)
  return { device: createDevice({ id: owner.id, passwordHash }) }
}
