import { Prisma, type Db } from '@eduscale/db'
import type { GuestTrace, Pruning } from '../../../app/area-manifest'
import { listStates } from '../../../app/battle-states.queries'
import { daysAgo, perStatement, pruneInPortions } from '../../../app/prune.queries'

/** How long things are kept that nobody misses afterwards, in days; docs/retention.md has the reasons. */
const keptDays = {
  /** Places in the queue, after they were closed. */
  ticket: 30,
  /** Commands, watchers and mutes of a battle, after its end. */
  battleTraces: 30,
  /** Typing, after the battle's end; its events, programs and record stay. */
  typing: 365,
  /** Battles that never began, with their invitations, after they were given up. */
  unplayed: 30,
} as const

/** Who has been in a battle stays: others' history has them. */
export const playTraces: GuestTrace = {
  isThere: Prisma.sql`(EXISTS (SELECT FROM battle_player WHERE user_id = u.id) OR EXISTS (SELECT FROM invite WHERE host_id = u.id))`,
  keeps: 'for ever',
}

export const visitTraces: GuestTrace = {
  isThere: Prisma.sql`(EXISTS (SELECT FROM ticket WHERE user_id = u.id) OR EXISTS (SELECT FROM battle_watcher WHERE user_id = u.id))`,
  keeps: 'from being idle',
}

export function arenaPrunings(db: Db): Pruning[] {
  return [
    { what: 'tickets', work: () => pruneInPortions(db, tickets) },
    { what: 'commands', work: () => pruneInPortions(db, ofBattles('battle_cmd', keptDays.battleTraces)) },
    { what: 'watchers', work: () => pruneInPortions(db, ofBattles('battle_watcher', keptDays.battleTraces)) },
    { what: 'mutes', work: () => pruneInPortions(db, ofBattles('battle_mute', keptDays.battleTraces)) },
    { what: 'battles that nobody played', work: () => pruneInPortions(db, unplayed) },
    { what: 'typing', work: () => pruneInPortions(db, ofBattles('battle_edit', keptDays.typing)) },
  ]
}

const tickets = Prisma.sql`
  DELETE FROM ticket WHERE id = ANY(ARRAY(
    SELECT id FROM ticket WHERE state <> 'open' AND closed_at < ${daysAgo(keptDays.ticket)} LIMIT ${perStatement}))`

/** Rows of a table that hang on a battle, by the battle's end; one that never began has none. */
const ofBattles = (table: 'battle_cmd' | 'battle_watcher' | 'battle_mute' | 'battle_edit', days: number) => {
  const name = Prisma.raw(table)
  return Prisma.sql`
    DELETE FROM ${name} WHERE ctid = ANY(ARRAY(
      SELECT t.ctid FROM battle b JOIN ${name} t ON t.battle_id = b.id WHERE coalesce(b.ended_at, b.created_at) < ${daysAgo(days)}
        AND b.state IN ${listStates('over')} LIMIT ${perStatement}))`
}

/**
 * With all that hangs on them. Who gave up in the countdown has lost, so that counts as played; and a rematch stays as long as the battle
 * whose log names it.
 */
const unplayed = Prisma.sql`
  DELETE FROM battle WHERE id = ANY(ARRAY(
    SELECT b.id FROM battle b
    WHERE b.state IN ${listStates('calledOff')} AND coalesce(b.ended_at, b.created_at) < ${daysAgo(keptDays.unplayed)}
      AND (b.starts_at IS NULL OR b.ended_at < b.starts_at)
      AND NOT EXISTS (SELECT FROM submission WHERE battle_id = b.id)
      AND NOT EXISTS (
        SELECT FROM battle played WHERE played.id = CASE b.origin_kind WHEN 'rematch' THEN b.origin_key::uuid END)
    LIMIT ${perStatement}))`
