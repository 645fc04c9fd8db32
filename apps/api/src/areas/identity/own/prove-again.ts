import type { AppContext } from '../../../app/app-context'
import type { Asking } from './asking'
import { getOwner } from '../account/password.queries'
import { proveOwnPassword } from './prove-own-password'
import { slowGuesses } from '../account/slow-guesses'
import { checkCode, isSecondFactorOn } from '../second-factor/check-code'
import { noteProof, requireNoted } from '../account/proof.queries'

/**
 * By all that a sign-in would ask for. Throws `members-only`, `wrong-password`, `wrong-code` where a code is asked for and isn't right,
 * `rate-limited`, or `wrong-state` where more is asked for by now.
 */
export async function proveAgain(
  app: AppContext,
  asking: Asking,
  given: { password: string; code?: string | undefined },
): Promise<void> {
  const { db, rates } = app
  const owner = await getOwner(db, asking.userId)
  await proveOwnPassword(app, asking, owner, given.password)
  if (await isSecondFactorOn(db, asking.userId)) {
    const forget = await slowGuesses(rates, 'own-code', asking.session)
    await checkCode(app, asking.userId, given.code ?? '')
    await forget()
  }
  await requireNoted(noteProof(db, asking.session, owner))
}
