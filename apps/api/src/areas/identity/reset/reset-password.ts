import { AppError } from '@eduscale/platform/errors'
import type { StatementLang } from '@eduscale/contracts/problem'
import type { AppContext } from '../../../app/app-context'
import { tellEnded } from '../session/tell-ended'
import { hashPassword } from '../account/password'
import { requireGoodPassword } from '../account/require-good-password'
import { findResetting, resetByLink } from './reset.queries'

/**
 * Whoever reads the mail of the account's address chooses its password: all sessions end, and the address is told. A second factor stays.
 * Throws `link-spent`, or `bad-request` for a password that is easily guessed, which spends nothing.
 */
export async function resetPassword(
  app: AppContext,
  given: { token: string; password: string; lang: StatementLang },
  address: string,
): Promise<void> {
  const owner = await findResetting(app.db, given.token)
  if (!owner) throw linkSpent()
  requireGoodPassword(given.password, owner.name, 'password')
  const passwordHash = await hashPassword(given.password, { address, account: owner.id })
  const ended = await resetByLink(app.db, given.token, passwordHash, given.lang)
  if (ended === null) throw linkSpent()
  tellEnded(app, owner.id, ended)
}

function linkSpent(): AppError {
  return new AppError('link-spent', 'This link was used before, or has run out.')
}
