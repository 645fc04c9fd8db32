import type { GrantedRole } from '@eduscale/contracts/actions'
import type { Db } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import { writeAuditAlone } from '../access/audit-alone.queries'
import { auditRevoked, stateOf } from '../access/audit-role.queries'
import { lockUser } from '../access/lock-user.queries'
import { noteRolesChange } from '../access/person.queries'
import { requireOtherAdmin } from '../access/require-other-admin'
import { endGrant, findGrant, replaceGrant } from '../access/role.queries'
import { inAccessTurn } from './access-turn.queries'
import { idOf, requireMay, type Actor } from './actor'
import { getPersonRow } from './people.queries'

interface Asked {
  actor: Actor
  personId: string
  role: GrantedRole
}

/**
 * Null for good. The role's grant of before, if there is one, ends with it. Throws `not-found`, `forbidden`, and `wrong-state` for whoever
 * is no member, or where no other administrator would be left.
 */
export async function grantRole(db: Db, { actor, personId, role, expiresAt }: Asked & { expiresAt: Date | null }): Promise<void> {
  await inAccessTurn(db, async (tx) => {
    // Somebody may be deleted at this moment, which takes no turn here.
    await lockUser(tx, personId)
    const person = await getPersonRow(tx, personId)
    await requireMay(tx, actor, 'role:grant', { person })
    // A guest's account is whoever holds its tab.
    if (person.kind !== 'member')
      throw new AppError('wrong-state', `${person.name} is a ${person.kind}, and no member.`, { data: { because: 'no-member' } })
    const before = await findGrant(tx, personId, role)
    if (before && actor !== 'command' && isEarlier(expiresAt, before.expiresAt)) await requireOtherAdmin(tx, personId, before)
    await noteRolesChange(tx, personId)
    await replaceGrant(tx, { userId: personId, role, grantedBy: idOf(actor), expiresAt })
    await writeAuditAlone(tx, {
      actorId: idOf(actor),
      action: 'role-granted',
      personId,
      subject: personId,
      before: before && stateOf(before),
      after: stateOf({ role, expiresAt }),
    })
  })
}

/** Throws `not-found` where they don't have it, `forbidden`, and `wrong-state` where no other administrator would be left. */
export async function revokeRole(db: Db, { actor, personId, role }: Asked): Promise<void> {
  await inAccessTurn(db, async (tx) => {
    const person = await getPersonRow(tx, personId)
    await requireMay(tx, actor, 'role:grant', { person })
    const before = await findGrant(tx, personId, role)
    if (!before) throw new AppError('not-found', `${person.name} isn’t ${role}.`)
    // Whoever runs the platform can make one again, and so may end the last.
    if (actor !== 'command') await requireOtherAdmin(tx, personId, before)
    await noteRolesChange(tx, personId)
    await endGrant(tx, personId, role)
    await auditRevoked(tx, { actorId: idOf(actor), personId, before })
  })
}

function isEarlier(one: Date | null, other: Date | null): boolean {
  return one !== null && (other === null || one < other)
}
