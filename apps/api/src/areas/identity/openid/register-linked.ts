import type { SignedIn } from '@eduscale/contracts/account'
import type { BodyOf } from '@eduscale/contracts/routes/all'
import { isMissingRow, isUniqueViolation } from '@eduscale/db/refused-data'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import type { SignedInUser } from '../../../http/signed-in-user'
import { takeOfAddress } from '../account/limit-address'
import { nameTaken, newAccounts, requireFreeName } from '../account/register'
import type { Exchange, SessionService } from '../session/session-service'
import { findBrowser } from './browser-cookie'
import { enterLinked, openIdSpent } from './finish'
import { createLinkedMember, upgradeGuestLinked } from './linked-account.queries'
import { findArrival, findLinked, type Arrival } from './openid.queries'

/**
 * Whoever a provider knows and we don't becomes a member by the name that they have chosen; a guest keeps battles, drafts and rating. The
 * same ticket, sent again for want of an answer, enters the account that it has made. Throws `link-spent`, `name-taken`, or `wrong-state`
 * for a guest who has become a member meanwhile.
 */
export async function registerLinked(
  app: AppContext,
  sessions: SessionService,
  { ticket, name, findGuest }: BodyOf<'registerByOpenId'> & { findGuest: () => Promise<SignedInUser | null> },
  exchange: Exchange,
): Promise<SignedIn> {
  const { db } = app
  await takeOfAddress(app, newAccounts, app.addressOf(exchange.request.raw))
  const browser = await findBrowser(app, exchange.request)
  const arrival = browser && (await findArrival(db, ticket, browser))
  if (!arrival) throw openIdSpent()
  const isNew = !(await findLinked(db, arrival))
  if (isNew) {
    const guest = await findGuest()
    await requireFreeName(db, { name, guest })
    await make(app, { name, guest, arrival })
  }
  const owner = await findLinked(db, arrival)
  if (!owner) throw openIdSpent()
  // Sent again, it proves nothing: whoever finds the browser could do that.
  return enterLinked(app, sessions, { owner, isFresh: isNew }, exchange)
}

async function make(
  { db, publisher }: AppContext,
  { name, guest, arrival }: { name: string; guest: SignedInUser | null; arrival: Arrival },
): Promise<void> {
  try {
    if (guest?.kind !== 'guest') await createLinkedMember(db, name, arrival)
    else for (const session of await upgradeGuestLinked(db, guest.id, name, arrival)) publisher.sessionEnded(session)
  } catch (error) {
    if (!isUniqueViolation(error) && !isMissingRow(error)) throw error
    // By the same ticket, which came twice at the same time?
    if (await findLinked(db, arrival)) return
    if (isMissingRow(error)) throw new AppError('wrong-state', 'You have an account already.')
    throw nameTaken()
  }
}
