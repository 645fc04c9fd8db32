import type { Role } from '@eduscale/contracts/actions'
import type { Db } from '@eduscale/db'
import { listPublicKeys } from './access.queries'
import type { AccessState } from './access-state'
import { readAccessToken, type ShownToken } from './access-token'
import { createPublicKeys } from './public-keys'

/** Null for somebody who is no more. */
export type ListRoles = (userId: string) => Promise<readonly Role[] | null>

/**
 * Who shows a token, null for nobody: by the signature alone, unless their roles have changed, or run out, since it was issued. One that
 * has run out is asked after in the database, where `mayBeLate` allows it: its session must go on and its person play.
 */
export type ReadToken = (token: string, allowed?: { mayBeLate: boolean }) => Promise<ShownToken | null>

/** Whether somebody's battle still goes on, by a session that nobody has ended. */
export type PlaysOn = (shown: Pick<ShownToken, 'user' | 'sessionId'>) => Promise<boolean>

export function createTokenReader(options: {
  db: Db
  state: Pick<AccessState, 'isWithdrawn' | 'isOutdated'>
  listRoles: ListRoles
  playsOn: PlaysOn
}): ReadToken {
  const { db, state, listRoles, playsOn } = options
  const findKey = createPublicKeys(() => listPublicKeys(db))
  return async (token, { mayBeLate } = { mayBeLate: false }) => {
    const shown = await readAccessToken(token, findKey)
    if (!shown) return null
    if (shown.isLate) return mayBeLate && (await playsOn(shown)) ? asPlayer(shown) : null
    const isOutdated =
      state.isOutdated(shown.user.id, shown.issuedAt) || (shown.rolesUntil !== null && Date.now() >= shown.rolesUntil)
    const roles = isOutdated ? await listRoles(shown.user.id) : shown.user.roles
    // Last, as it may have been withdrawn while the rest was looked up.
    if (!roles || state.isWithdrawn(shown.sessionId)) return null
    return { ...shown, user: { ...shown.user, roles } }
  }
}

/** Without whatever else they may do: that wants a token of now. */
function asPlayer(shown: ShownToken): ShownToken {
  return { ...shown, user: { ...shown.user, roles: shown.user.roles.filter((role) => role === 'learner') } }
}
