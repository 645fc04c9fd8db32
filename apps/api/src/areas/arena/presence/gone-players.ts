import { Prisma } from '@eduscale/db'
import type { AppContext } from '../../../app-context'
import { transition } from '../play/transition'
import { nameOf, type Player } from './presence'

const gonePlayers = (app: AppContext) => Prisma.sql`
  FROM battle b JOIN battle_player p ON p.battle_id = b.id
  WHERE b.state = 'RUNNING' AND p.forfeit_at IS NULL AND p.left_because IS NULL
    -- In a casual group nobody is kept waiting.
    AND (coalesce(b.rules->>'format', 'duel') = 'duel' OR (b.rules->>'isRanked')::boolean)
    AND greatest(p.seen_at, b.starts_at) < clock_timestamp() - ${app.config.PRESENCE_LEASE_MS}::int * interval '1 millisecond'`
export const playersAreGone = (app: AppContext) => Prisma.sql`EXISTS (SELECT ${gonePlayers(app)})`

/** Players of running battles whose lease ran out are gone: their forfeit countdown begins. Run by the worker role. */
export async function findGonePlayers(app: AppContext): Promise<void> {
  const gone = await app.db.sql<Player>`SELECT p.battle_id AS "battleId", p.user_id AS "userId" ${gonePlayers(app)}`
  await app.tries['gone-players'].each(gone, nameOf, ({ battleId, userId }) =>
    transition(app, { battleId, input: { by: 'gone', userId } }),
  )
}

const absentOfGroups = Prisma.sql`
  p.active_casual IS NOT NULL AND EXISTS (
    SELECT FROM battle b WHERE b.id = p.battle_id AND b.state = 'RUNNING' AND coalesce(b.rules->>'format', 'duel') <> 'duel'
      AND greatest(p.seen_at, b.starts_at) < clock_timestamp() - interval '2 minutes')`
export const groupsHoldAbsent = Prisma.sql`EXISTS (SELECT FROM battle_player p WHERE ${absentOfGroups})`

/** A casual group that plays for hours keeps nobody from other battles who has left its page. */
export async function releaseAbsent(app: AppContext): Promise<void> {
  await app.db.sql`UPDATE battle_player p SET active_casual = NULL WHERE ${absentOfGroups}`
}
