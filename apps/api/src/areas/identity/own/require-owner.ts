import type { AppContext } from '../../../app/app-context'
import type { Asking } from './asking'
import { getOwner } from '../account/password.queries'
import { requireProof } from './require-proof'

/**
 * Before somebody gets all of their data, or gives up the account: a member proves once more who they are. A guest is whoever holds the
 * tab, and has nothing to prove it by. Answers which of them it is, not as the token says, which may be of before. Throws `proof-needed`,
 * and `members-only` for whoever has nothing either.
 */
export async function requireOwner(app: Pick<AppContext, 'db'>, asking: Asking): Promise<'guest' | 'member'> {
  if ((await getOwner(app.db, asking.userId)).kind === 'guest') return 'guest'
  await requireProof(app, asking)
  return 'member'
}
