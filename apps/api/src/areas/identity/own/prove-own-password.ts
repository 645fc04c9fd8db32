import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import type { Asking } from './asking'
import { isPassword } from '../account/password'
import { slowGuesses } from '../account/slow-guesses'

/**
 * Of somebody who is signed in. Wrong ones slow down their session alone: the owner isn't kept out by whoever has got hold of another.
 * Throws `members-only`, `wrong-password` at the field `password`, or `rate-limited`.
 */
export async function proveOwnPassword(
  { rates }: Pick<AppContext, 'rates'>,
  { userId, session, address }: Asking,
  { passwordHash }: { passwordHash: string | null },
  password: string,
): Promise<void> {
  if (passwordHash === null) throw new AppError('members-only', 'There is no password here to prove it by.')
  const forget = await slowGuesses(rates, 'own-password', session)
  if (!(await isPassword(password, passwordHash, { address, account: userId })))
    throw new AppError('wrong-password', 'This is not your password.', { data: { field: 'password' } })
  await forget()
}
