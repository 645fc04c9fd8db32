import type { Db } from '@eduscale/db'
import { publicUserSelect } from '../../identity/face'

/** With all that a line about each says. */
export async function listOfPlayer(db: Db, { userId, cursor, most }: { userId: string; cursor: string | null; most: number }) {
  return db.battle.findMany({
    where: { players: { some: { userId } }, ...(cursor === null ? {} : { createdAt: { lt: new Date(cursor) } }) },
    orderBy: { createdAt: 'desc' },
    take: most,
    include: {
      problem: { select: { slug: true, title: true, difficulty: true } },
      players: { include: { user: { select: publicUserSelect } } },
      ratingChanges: { where: { userId } },
      events: {
        where: { type: { in: ['battle:finished', 'battle:corrected'] } },
        orderBy: { seq: 'desc' },
        take: 1,
        select: { data: true },
      },
    },
  })
}
