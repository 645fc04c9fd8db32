import { Prisma, type Db } from '@eduscale/db'
import type { GuestTrace, Pruning } from '../../../app/area-manifest'
import { daysAgo, perStatement, pruneInPortions } from '../../../app/prune.queries'

/** How long things are kept that nobody misses afterwards, in days; docs/retention.md has the reasons. */
const keptDays = {
  /** Guests who have never done anything. */
  idleGuest: 7,
  /** Guests without a battle whom nobody can be any more, as all their sessions have ended. */
  lostGuest: 1,
  /** Whoever was deleted and has never played. */
  deletedPerson: 1,
  /** One that wasn't used for so long is over; one that was ended isn't told of any more. */
  endedSession: 31,
} as const

/** Those that were ended are kept for their owner to see, and as long as a token of theirs may be shown. */
const sessions = Prisma.sql`
  DELETE FROM session WHERE id = ANY(ARRAY(
    SELECT id FROM session
    WHERE (withdrawn_at < ${daysAgo(keptDays.endedSession)} OR ends_at < ${daysAgo(1)}
        OR last_used_at < ${daysAgo(keptDays.endedSession)} AND withdrawn_at IS NULL)
      -- Forgotten, it could be opened once more by the token that it was exchanged for.
      AND NOT EXISTS (SELECT FROM bearer_token b WHERE b.user_id = session.user_id AND b.expires_at > clock_timestamp())
    LIMIT ${perStatement}))`

const bearerTokens = Prisma.sql`
  DELETE FROM bearer_token WHERE token_hash = ANY(ARRAY(
    SELECT token_hash FROM bearer_token WHERE expires_at < clock_timestamp() LIMIT ${perStatement}))`

const people = (kind: 'guest' | 'deleted', condition: Prisma.Sql) => Prisma.sql`
  DELETE FROM "user" WHERE id = ANY(ARRAY(
    SELECT u.id FROM "user" u WHERE u.kind = ${kind} AND ${condition} LIMIT ${perStatement} FOR UPDATE SKIP LOCKED))`

export function accountPrunings(db: Db, traces: readonly GuestTrace[]): Pruning[] {
  const hasNone = (of: readonly GuestTrace[]) =>
    Prisma.join([Prisma.sql`true`, ...of.map(({ isThere }) => Prisma.sql`NOT ${isThere}`)], ' AND ')
  const hasNoLasting = hasNone(traces.filter(({ keeps }) => keeps === 'for ever'))
  return [
    { what: 'sessions', work: () => pruneInPortions(db, sessions) },
    { what: 'bearer tokens', work: () => pruneInPortions(db, bearerTokens) },
    {
      what: 'guests whom nobody can be',
      work: () =>
        pruneInPortions(
          db,
          people(
            'guest',
            Prisma.sql`
            u.created_at < ${daysAgo(keptDays.lostGuest)} AND ${hasNoLasting}
            AND NOT EXISTS (SELECT FROM session WHERE user_id = u.id AND withdrawn_at IS NULL
              AND ends_at > clock_timestamp() AND last_used_at > ${daysAgo(keptDays.endedSession)})
            AND NOT EXISTS (SELECT FROM bearer_token WHERE user_id = u.id AND expires_at > clock_timestamp())`,
          ),
        ),
    },
    {
      what: 'guests who did nothing',
      work: () =>
        pruneInPortions(db, people('guest', Prisma.sql`u.created_at < ${daysAgo(keptDays.idleGuest)} AND ${hasNone(traces)}`)),
    },
    {
      what: 'deleted people whom nobody has met',
      // As long as a token of theirs may be shown, their sessions say that it is worth nothing.
      work: () =>
        pruneInPortions(
          db,
          people('deleted', Prisma.sql`u.roles_changed_at < ${daysAgo(keptDays.deletedPerson)} AND ${hasNoLasting}`),
        ),
    },
  ]
}
