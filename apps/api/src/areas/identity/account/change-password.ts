import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import { tellEnded } from './end-sessions'
import { createDevice } from './known-device'
import { hashPassword } from './password'
import { getOwner, replacePassword } from './password.queries'
import { proveOwnPassword } from './prove-own-password'
import { requireGoodPassword } from './require-good-password'

/** Who asks, and from where. */
export interface Asking {
  userId: string
  session: string
  address: string
}

/** All other sessions end. Throws `members-only`, `wrong-password`, or `wrong-state` where it was changed meanwhile. */
export async function changePassword(
  app: AppContext,
  asking: Asking,
  given: { password: string; next: string },
): Promise<{ device: string | null }> {
  const { db } = app
  const owner = await getOwner(db, asking.userId)
  requireGoodPassword(given.next, owner.name, 'next')
  await proveOwnPassword(app, asking, owner, given.password)
  const passwordHash = await hashPassword(given.next, { address: asking.address, account: asking.userId })
  const ended = await replacePassword(db, owner, passwordHash, asking.session)
  if (ended === null) throw new AppError('wrong-state', 'The password was changed meanwhile.')
  tellEnded(app, ended)
  return { device: createDevice({ id: owner.id, passwordHash }) }
}
