import type { AppContext } from '../../../app/app-context'
import type { SignedInUser } from '../../../http/signed-in-user'
import type { Asking } from './asking'
import { requireProof } from './require-proof'

/**
 * Before somebody gets all of their data, or gives up the account: a member proves once more who they are. A guest is whoever holds the
 * tab, and has nothing to prove it by. Throws `proof-needed`, and `members-only` for whoever has nothing either.
 */
export async function requireOwner(app: Pick<AppContext, 'db'>, user: SignedInUser, asking: Asking): Promise<void> {
  if (user.kind !== 'guest') await requireProof(app, asking)
}
