import type { PublicUser } from '@eduscale/contracts/account'
import type { Db } from '@eduscale/db'
import { listPublicUsers, presentUser } from '../../identity/face'

/** Those of them who were deleted, as they are shown now. */
export async function findDeleted(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, PublicUser>> {
  if (ids.length === 0) return new Map()
  const users = await listPublicUsers(db, ids)
  return new Map(users.filter(({ kind }) => kind === 'deleted').map((user) => [user.id, presentUser(user)]))
}
