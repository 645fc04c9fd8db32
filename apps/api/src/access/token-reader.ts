import type { Role } from '@eduscale/contracts/actions'
import type { Db } from '@eduscale/db'
import { listPublicKeys } from './access.queries'
import type { AccessState } from './access-state'
import { readAccessToken, type ShownToken } from './access-token'
import { createPublicKeys } from './public-keys'

/** Null for somebody who is no more. */
export type ListRoles = (userId: string) => Promise<readonly Role[] | null>

/** Who shows a token, null for nobody: by the signature alone, unless their roles have changed, or run out, since it was issued. */
export type ReadToken = (token: string) => Promise<ShownToken | null>

export function createTokenReader(options: {
  db: Db
  state: Pick<AccessState, 'isWithdrawn' | 'isOutdated'>
  listRoles: ListRoles
}): ReadToken {
  const { db, state, listRoles } = options
  const findKey = createPublicKeys(() => listPublicKeys(db))
  return async (token) => {
    const shown = await readAccessToken(token, findKey)
    if (!shown) return null
    const isOutdated =
      state.isOutdated(shown.user.id, shown.issuedAt) || (shown.rolesUntil !== null && Date.now() >= shown.rolesUntil)
    const roles = isOutdated ? await listRoles(shown.user.id) : shown.user.roles
    // Last, as it may have been withdrawn while the rest was looked up.
    if (!roles || state.isWithdrawn(shown.sessionId)) return null
    return { ...shown, user: { ...shown.user, roles } }
  }
}
