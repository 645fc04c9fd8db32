import type { GrantedRole } from '@eduscale/contracts/actions'
import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { findBan } from '../access/ban.queries'
import { listGrants, type GrantRow } from '../access/role.queries'
import { findUserByName } from '../account/account.queries'
import { banPerson, liftBan } from './ban-person'
import { grantRole, revokeRole } from './change-role'

// What whoever runs the platform does by a command. All of it throws `not-found` where nobody has the name; changes are in the audit.

export async function grantByName(
  db: Db,
  { name, role, expiresAt }: { name: string; role: GrantedRole; expiresAt: Date | null },
): Promise<string> {
  const user = await getByName(db, name)
  await grantRole(db, { actor: 'command', personId: user.id, role, expiresAt })
  return user.name
}

export async function revokeByName(db: Db, { name, role }: { name: string; role: GrantedRole }): Promise<string> {
  const user = await getByName(db, name)
  await revokeRole(db, { actor: 'command', personId: user.id, role })
  return user.name
}

/** Connections end within seconds, when the nodes look whose sessions still count; requests are refused at once. */
export async function banByName(
  db: Db,
  { name, reason, expiresAt }: { name: string; reason: string; expiresAt: Date | null },
): Promise<string> {
  const user = await getByName(db, name)
  await banPerson(db, { actor: 'command', personId: user.id, reason, expiresAt })
  return user.name
}

export async function unbanByName(db: Db, name: string): Promise<string> {
  const user = await getByName(db, name)
  await liftBan(db, { actor: 'command', personId: user.id })
  return user.name
}

interface Standing {
  name: string
  grants: GrantRow[]
  ban: { reason: string; expiresAt: Date | null } | null
}

export async function readStanding(db: Db, name: string): Promise<Standing> {
  const user = await getByName(db, name)
  const [grants, ban] = await Promise.all([listGrants(db, user.id), findBan(db, user.id)])
  return { name: user.name, grants, ban }
}

async function getByName(db: Db, name: string): Promise<{ id: string; name: string }> {
  const user = await findUserByName(db, name.trim())
  if (!user) throw new AppError('not-found', `There is nobody called ${name.trim()}.`)
  return user
}
