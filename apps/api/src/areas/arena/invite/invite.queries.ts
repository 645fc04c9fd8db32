import type { Db } from '@eduscale/db'
import { publicUserSelect } from '../../identity/face'

export async function createInvite(db: Db, invite: { id: string; battleId: string; hostId: string }): Promise<void> {
  await db.invite.create({ data: invite })
}

/** With what of its battle is told to whoever has the link. */
export async function findInvite(db: Db, id: string) {
  return db.invite.findUnique({
    where: { id },
    include: {
      battle: {
        select: { state: true, rules: true, originKind: true, problemSlug: true, players: { select: { userId: true } } },
      },
    },
  })
}

/** Battles that a host's open invitations are for; those in which somebody sits first. */
export async function listOpenInvites(db: Db, hostId: string): Promise<{ battleId: string }[]> {
  return db.invite.findMany({
    where: { hostId, battle: { state: 'LOBBY' } },
    orderBy: { battle: { players: { _count: 'desc' } } },
    select: { battleId: true },
  })
}

/** Rooms that anybody may enter, newest first. */
export async function listOpenRooms(db: Db, most: number) {
  return db.invite.findMany({
    where: {
      battle: {
        originKind: 'room',
        OR: [
          { state: 'LOBBY', rules: { path: ['isListed'], equals: true } },
          { state: 'RUNNING', AND: ['isListed', 'mayJoinLate'].map((key) => ({ rules: { path: [key], equals: true } })) },
        ],
      },
    },
    orderBy: { createdAt: 'desc' },
    take: most,
    include: {
      host: { select: publicUserSelect },
      battle: { select: { state: true, rules: true, _count: { select: { players: true } } } },
    },
  })
}
