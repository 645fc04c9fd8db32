import { Prisma } from '@eduscale/db'
import { listStates } from '../../../app/battle-states.queries'
import type { PersonData } from '../../../app/person-data'
import { rowsGo } from '../../../app/person-data.queries'

const isOver = Prisma.sql`b.state IN ${listStates('over')}`

/** Nobody but the person themselves, and the bot, played in the battle of `e`. */
const isAlone = Prisma.sql`
  NOT EXISTS (SELECT FROM battle_player p JOIN "user" u ON u.id = p.user_id
    WHERE p.battle_id = e.battle_id AND p.user_id <> e.user_id AND u.kind <> 'bot')`

const ofOthers = { stays: 'the battle is its other players’ as well' }

/** What the arena has of a person. Of a battle that goes on an export says that they are in it: the problem may be secret still. */
export const arenaData: readonly PersonData[] = [
  {
    column: 'battle_player.user_id',
    exported: {
      as: 'battles',
      rows: (id) => Prisma.sql`
        SELECT p.battle_id, b.state, CASE WHEN ${isOver} THEN b.problem_slug END AS problem_slug, b.rules, b.created_at, b.starts_at,
               b.ended_at, b.winner_id = p.user_id AS has_won, b.host_id = p.user_id AS is_host, p.position, p.team, p.ready_at,
               p.left_because, p.allows_live_code
        FROM battle_player p JOIN battle b ON b.id = p.battle_id
        WHERE p.user_id = ${id}::uuid ORDER BY b.created_at DESC, b.id`,
    },
    deleted: ofOthers,
  },
  {
    column: 'battle_event.actor',
    exported: {
      as: 'battle-events',
      rows: (id) => Prisma.sql`
        SELECT e.battle_id, e.seq, e.type, e.data, e.at
        FROM battle_player p JOIN battle b ON b.id = p.battle_id JOIN battle_event e ON e.battle_id = b.id AND e.actor = p.user_id
        WHERE p.user_id = ${id}::uuid AND ${isOver} ORDER BY b.created_at DESC, b.id, e.seq`,
    },
    deleted: { stays: 'they are signed: records of battles stay true' },
  },
  {
    column: 'battle_edit.user_id',
    exported: {
      as: 'typing',
      rows: (id) => Prisma.sql`
        SELECT e.battle_id, e.n, e.language, e.ops, e.at
        FROM battle_player p JOIN battle b ON b.id = p.battle_id JOIN battle_edit e USING (battle_id, user_id)
        WHERE p.user_id = ${id}::uuid ORDER BY b.created_at DESC, b.id, e.n`,
    },
    // In the replay of a battle against people it stays for its year.
    deleted: (id) => Prisma.sql`DELETE FROM battle_edit e WHERE e.user_id = ${id}::uuid AND ${isAlone}`,
  },
  {
    column: 'battle_result.user_id',
    exported: {
      as: 'results',
      rows: (id) => Prisma.sql`
        SELECT battle_id, outcome, place, rating_change, at FROM battle_result WHERE user_id = ${id}::uuid ORDER BY at DESC, battle_id`,
    },
    deleted: rowsGo('battle_result'),
  },
  ...(['rating', 'group_rating'] as const).map((table) => ({
    column: `${table}.user_id` as const,
    exported: {
      as: table.replace('_', '-'),
      rows: (id: string) => Prisma.sql`
        SELECT rating, deviation, volatility, battles FROM ${Prisma.raw(table)} WHERE user_id = ${id}::uuid`,
    },
    deleted: rowsGo(table),
  })),
  {
    column: 'rating_change.user_id',
    exported: {
      as: 'rating-changes',
      rows: (id) => Prisma.sql`
        SELECT battle_id, kind, rating_before, rating_after, deviation_before, deviation_after, at
        FROM rating_change WHERE user_id = ${id}::uuid ORDER BY at DESC, battle_id`,
    },
    deleted: ofOthers,
  },
  {
    column: 'ticket.user_id',
    exported: {
      as: 'searches',
      rows: (id) => Prisma.sql`
        SELECT state, difficulty, language, is_ranked, rating, battle_id, created_at, closed_at
        FROM ticket WHERE user_id = ${id}::uuid ORDER BY created_at DESC, id`,
    },
    deleted: rowsGo('ticket'),
  },
  {
    column: 'battle_watcher.user_id',
    exported: {
      as: 'watched',
      rows: (id) => Prisma.sql`
        SELECT battle_id, since FROM battle_watcher WHERE user_id = ${id}::uuid ORDER BY since DESC, battle_id`,
    },
    deleted: rowsGo('battle_watcher'),
  },
  {
    column: 'invite.host_id',
    exported: {
      as: 'invitations',
      rows: (id) => Prisma.sql`
        SELECT id, battle_id, created_at FROM invite WHERE host_id = ${id}::uuid ORDER BY created_at DESC, id`,
    },
    deleted: ofOthers,
  },
  {
    column: 'battle_mute.user_id',
    exported: {
      as: 'mutes',
      rows: (id) => Prisma.sql`
        SELECT battle_id, muted_id FROM battle_mute WHERE user_id = ${id}::uuid ORDER BY battle_id, muted_id`,
    },
    deleted: rowsGo('battle_mute'),
  },
  {
    column: 'battle_mute.muted_id',
    exported: { not: 'it is somebody else’s choice, and theirs to tell' },
    deleted: rowsGo('battle_mute', 'muted_id'),
  },
  {
    column: 'battle_cmd.user_id',
    exported: { not: 'what came of commands is among the events; they are kept for a month' },
    deleted: { stays: 'for a month, as an id alone' },
  },
  ...(['battle.host_id', 'battle.winner_id'] as const).map((column) => ({
    column,
    exported: { not: 'it is among the battles' },
    deleted: ofOthers,
  })),
]
