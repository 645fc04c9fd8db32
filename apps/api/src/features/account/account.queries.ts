import type { PublicUser } from '@eduscale/contracts/account'
import type { BattleRules } from '@eduscale/contracts/battle'
import type { Db } from '@eduscale/db'
import { provisionalAbove } from '@eduscale/rules/rating'
import { formerNameKey, nameKey } from './name-key'

export const publicUserSelect = {
  id: true,
  name: true,
  kind: true,
  rating: { select: { rating: true, deviation: true, battles: true } },
} as const

interface PublicUserRow {
  id: string
  name: string
  kind: string
  rating: { rating: number; deviation: number; battles: number } | null
}

export function presentUser(row: PublicUserRow): PublicUser {
  const rating = row.rating ?? { rating: 1500, deviation: 350, battles: 0 }
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as PublicUser['kind'],
    rating: {
      rating: Math.round(rating.rating),
      deviation: Math.round(rating.deviation),
      isProvisional: rating.deviation > provisionalAbove,
      battles: rating.battles,
    },
  }
}

/** The same as a player of a battle, where the bot may be somebody's ghost. */
export function presentPlayer(row: PublicUserRow, { ghost }: Pick<BattleRules, 'ghost'>): PublicUser {
  return row.kind === 'bot' && ghost ? { ...ghost.player, id: row.id, kind: 'ghost' } : presentUser(row)
}

export async function getPublicUser(db: Pick<Db, 'user'>, id: string): Promise<PublicUser> {
  return presentUser(await db.user.findUniqueOrThrow({ where: { id }, select: publicUserSelect }))
}

/** Whose name it is, however it is written. */
export async function findUserByName(db: Pick<Db, 'user'>, name: string): Promise<NamedUser | null> {
  const select = { id: true, name: true, nameKey: true, kind: true, role: true, passwordHash: true } as const
  const user = await db.user.findUnique({ where: { nameKey: nameKey(name) }, select })
  return user ?? db.user.findUnique({ where: { nameKey: formerNameKey(name) }, select })
}

interface NamedUser {
  id: string
  name: string
  nameKey: string
  kind: string
  role: string
  passwordHash: string | null
}
