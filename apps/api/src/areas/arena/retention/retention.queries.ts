import { Prisma, type Db } from '@eduscale/db'
import { tryEach } from '@eduscale/platform/try-each'

/** How long things are kept that nobody misses afterwards, in days; docs/architecture.md has the reasons. */
export const keptDays = {
  /** Places in the queue, after they were closed. */
  ticket: 30,
  /** Commands, watchers and mutes of a battle, after its end. */
  battleTraces: 30,
  /** Typing, after the battle's end; its events, programs and record stay. */
  typing: 365,
  /** Guests who have never done anything. */
  idleGuest: 7,
  /** Guests without a battle whom nobody can be any more, as all their sessions have ended. */
  lostGuest: 1,
} as const

/** So many rows at once, so that no statement holds many locks for long. */
const perStatement = 2_000
/** Of each kind in one run; the next run goes on. */
const mostStatements = 50

/** Deletes what has been kept long enough. Any number of nodes may do it at once; what fails for one kind stops no other. */
export async function pruneOld(db: Db): Promise<void> {
  await tryEach(
    prunings,
    ({ what }) => what,
    async ({ statement }) => {
      for (let done = 0; done < mostStatements; done += 1) if ((await db.$executeRaw(statement)) < perStatement) return
    },
  )
}

const before = (days: number) => Prisma.sql`clock_timestamp() - ${days}::int * interval '1 day'`

/** Rows of a table that hang on a battle, by the battle's end; one that never began has none. */
const ofBattles = (table: 'battle_cmd' | 'battle_watcher' | 'battle_mute' | 'battle_edit', days: number) => {
  const name = Prisma.raw(table)
  return Prisma.sql`
    DELETE FROM ${name} WHERE ctid = ANY(ARRAY(
      SELECT t.ctid FROM battle b JOIN ${name} t ON t.battle_id = b.id WHERE coalesce(b.ended_at, b.created_at) < ${before(days)}
        AND b.state IN ('FINISHED', 'ABORTED', 'VOID') LIMIT ${perStatement}))`
}

/** Who has been in a battle stays: others' history has them. */
const neverPlayed = Prisma.sql`
  u.kind = 'guest' AND NOT EXISTS (SELECT FROM battle_player WHERE user_id = u.id)
  AND NOT EXISTS (SELECT FROM invite WHERE host_id = u.id)`

const guests = (condition: Prisma.Sql) => Prisma.sql`
  DELETE FROM "user" WHERE id = ANY(ARRAY(
    SELECT u.id FROM "user" u WHERE ${neverPlayed} AND ${condition} LIMIT ${perStatement} FOR UPDATE SKIP LOCKED))`

const prunings: readonly { what: string; statement: Prisma.Sql }[] = [
  {
    what: 'sessions',
    statement: Prisma.sql`
      DELETE FROM session WHERE token_hash = ANY(ARRAY(
        SELECT token_hash FROM session WHERE expires_at < clock_timestamp() LIMIT ${perStatement}))`,
  },
  {
    what: 'tickets',
    statement: Prisma.sql`
      DELETE FROM ticket WHERE id = ANY(ARRAY(
        SELECT id FROM ticket WHERE state <> 'open' AND closed_at < ${before(keptDays.ticket)} LIMIT ${perStatement}))`,
  },
  {
    // Nobody's turn depends on what is older than the lead of newcomers, by far. A row that is being written stays.
    what: 'turns',
    statement: Prisma.sql`
      DELETE FROM feed_turn WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM feed_turn WHERE fed_at < clock_timestamp() - interval '1 hour' LIMIT ${perStatement} FOR UPDATE SKIP LOCKED))`,
  },
  { what: 'commands', statement: ofBattles('battle_cmd', keptDays.battleTraces) },
  { what: 'watchers', statement: ofBattles('battle_watcher', keptDays.battleTraces) },
  { what: 'mutes', statement: ofBattles('battle_mute', keptDays.battleTraces) },
  { what: 'typing', statement: ofBattles('battle_edit', keptDays.typing) },
  {
    what: 'guests whom nobody can be',
    statement: guests(Prisma.sql`
      u.created_at < ${before(keptDays.lostGuest)}
      AND NOT EXISTS (SELECT FROM session WHERE user_id = u.id AND expires_at > clock_timestamp())`),
  },
  {
    what: 'guests who did nothing',
    statement: guests(Prisma.sql`
      u.created_at < ${before(keptDays.idleGuest)}
      AND NOT EXISTS (SELECT FROM submission WHERE user_id = u.id)
      AND NOT EXISTS (SELECT FROM draft WHERE user_id = u.id)
      AND NOT EXISTS (SELECT FROM ticket WHERE user_id = u.id)
      AND NOT EXISTS (SELECT FROM battle_watcher WHERE user_id = u.id)`),
  },
]
