import { isDeepStrictEqual } from 'node:util'
import type { Ev } from '@eduscale/contracts/room'
import type { TestPlayer } from '../test-player'
import type { History, SentCommand } from './history'

type Query = <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>

interface LogRow {
  battle_id: string
  seq: number
  type: string
  actor: string | null
  data: Record<string, unknown>
}

/** As every scripted program has it, and no statement. */
const programMark = /verdict [A-Z]+ after \d+ ms/

/** What clients saw and were told, against the log: I5, I6 and I7. One line for each thing that isn't so. */
export async function checkClients(
  query: Query,
  given: { battleIds: readonly string[]; players: readonly TestPlayer[]; goneIds: ReadonlySet<string>; history: History },
): Promise<string[]> {
  const { battleIds, players, goneIds, history } = given
  const log = await query<LogRow>(
    'SELECT battle_id::text, seq, type, actor::text, data FROM battle_event WHERE battle_id = ANY($1) ORDER BY battle_id, seq',
    [battleIds],
  )
  const stored = await query<{ battle_id: string; user_id: string; cid: string; seq: number }>(
    'SELECT battle_id::text, user_id::text, cid::text, seq FROM battle_cmd WHERE battle_id = ANY($1)',
    [battleIds],
  )
  const typed = await query<{ battle_id: string; user_id: string; batches: number; last: number }>(
    `SELECT battle_id::text, user_id::text, count(*)::int AS batches, max(n) AS last FROM battle_edit
      WHERE battle_id = ANY($1) GROUP BY battle_id, user_id`,
    [battleIds],
  )
  const logs = groupBy(log, ({ battle_id }) => battle_id)
  return [
    ...players.flatMap((player) =>
      player.entered.flatMap((battleId) => {
        const rows = logs.get(battleId) ?? []
        const isGone = goneIds.has(player.user.id)
        return [...checkPrefix(player, battleId, rows), ...(isGone ? [] : checkView(player, battleId, rows))]
      }),
    ),
    ...history.contradictions,
    ...checkAcks(history.commands, { stored, log, goneIds }),
    ...checkTyping(history, typed, goneIds),
    ...[...groupBy(history.commands, ({ battleId }) => battleId).values()].flatMap(checkRealTime),
  ]
}

/** I6: what a client has applied is the log, without a gap. */
function checkPrefix(player: TestPlayer, battleId: string, rows: readonly LogRow[]): string[] {
  const applied = player.events.filter((event) => event.b === battleId)
  const who = `I6 ${battleId} ${player.user.name}`
  const violations: string[] = []
  for (const [index, event] of applied.entries()) {
    const before = applied[index - 1]
    if (before && event.seq <= before.seq) violations.push(`${who}: applied event ${event.seq} after ${before.seq}`)
    const row = rows[event.seq - 1]
    if (row?.seq !== event.seq || row.type !== event.t || !isSame(event, row)) {
      violations.push(`${who}: event ${event.seq} (${event.t}) is not what the log has (${row?.type ?? 'nothing'})`)
    }
  }
  const telling = applied.find((event) => programMark.test(JSON.stringify(event.d)))
  if (telling) violations.push(`I11 ${battleId} ${player.user.name}: event ${telling.seq} (${telling.t}) has somebody's code`)
  return violations
}

/** I6: and in the end it is all of the log. */
function checkView(player: TestPlayer, battleId: string, rows: readonly LogRow[]): string[] {
  const { view } = player.connection.room(battleId).state
  if (!view) return []
  const who = `I6 ${battleId} ${player.user.name}`
  const violations: string[] = []
  if (view.seq !== rows.length) violations.push(`${who}: knows ${view.seq} events of ${rows.length}`)
  const told = rows.filter(({ type }) => type === 'battle:submitted').length
  const seen = view.players.reduce((sum, { submissions }) => sum + submissions.length, 0)
  if (told !== seen) violations.push(`${who}: sees ${seen} submissions of ${told}`)
  return violations
}

/** Apart from the statement, which is added when an event is shown. */
function isSame(event: Ev, row: LogRow): boolean {
  const { sealed: _sealed, problem: _problem, ...shown } = event.d as Record<string, unknown>
  return isDeepStrictEqual(shown, row.data)
}

/** I5: whatever was acked is there, once; whatever was refused is not. */
function checkAcks(
  commands: readonly SentCommand[],
  given: {
    stored: readonly { battle_id: string; user_id: string; cid: string; seq: number }[]
    log: readonly LogRow[]
    goneIds: ReadonlySet<string>
  },
): string[] {
  const { stored, log, goneIds } = given
  const storedByCid = groupBy(stored, ({ cid }) => cid)
  const submitted = groupBy(
    log.filter(({ type }) => type === 'battle:submitted'),
    ({ data }) => data['submissionId'],
  )
  return commands.flatMap((command) => {
    const { cid, type, ack, battleId, userId } = command
    const what = `I5 ${battleId} ${type} ${cid}`
    if (!ack) return goneIds.has(userId) ? [] : [`${what}: was never answered`]
    const rows = (storedByCid.get(cid) ?? []).filter((row) => row.battle_id === battleId && row.user_id === userId)
    // A copy that was sent again may be refused by the rules while the first is still on its way into the log: only a yes is a
    // promise. But nobody is told that there was no time for what was done long ago.
    if (!ack.ok && ack.err.code === 'unavailable' && rows.length > 0)
      return [`${what}: is in the log, and was answered: try again`]
    if (!ack.ok) return []
    // Being ready twice changes nothing, nor does joining the team one is in, and leaves nothing behind.
    const mayBeEmpty = type === 'battle:ready' || type === 'battle:team'
    if (rows.length !== 1 && !mayBeEmpty) return [`${what}: was acked, and is there ${rows.length} times`]
    if (type !== 'battle:submit') return []
    const events = submitted.get(ack.res['submissionId']) ?? []
    if (events.length !== 1) return [`${what}: was acked, and is in the log ${events.length} times`]
    return events[0]?.seq === ack.seq ? [] : [`${what}: was acked as ${ack.seq}, and is in the log as ${events[0]?.seq}`]
  })
}

/** What was typed is there, each batch once; of whoever went away, as far as it came. */
function checkTyping(
  history: History,
  stored: readonly { battle_id: string; user_id: string; batches: number; last: number }[],
  goneIds: ReadonlySet<string>,
): string[] {
  const keyOf = (battleId: string, userId: string) => `${battleId} ${userId}`
  const sent = groupBy(history.typed, ({ battleId, userId }) => keyOf(battleId, userId))
  const storedByKey = new Map(stored.map((row) => [keyOf(row.battle_id, row.user_id), row]))
  return [...sent].flatMap(([key, batches]) => {
    const { batches: count = 0, last = 0 } = storedByKey.get(key) ?? {}
    const isThere = goneIds.has(batches[0]?.userId ?? '') ? count <= batches.length : count === batches.length
    if (isThere && last === count) return []
    return [`I5 ${key}: typed ${batches.length} batches, and ${count} are there, up to number ${last}`]
  })
}

/** I7: what was acked before another of the same battle was sent has the smaller number. */
function checkRealTime(commands: readonly SentCommand[]): string[] {
  const acked = commands.flatMap((command) => (command.ack?.ok && command.type === 'battle:submit' ? [command] : []))
  return acked.flatMap((earlier) =>
    acked.flatMap((later) => {
      if (earlier.ackedAt === null || earlier.ackedAt >= later.invokedAt) return []
      const [first, second] = [earlier.ack, later.ack].map((ack) => (ack?.ok ? ack.seq : 0))
      if (Number(first) < Number(second)) return []
      return [
        `I7 ${earlier.battleId}: ${earlier.cid} was acked before ${later.cid} was sent, and they are ${first} and ${second}`,
      ]
    }),
  )
}

/** Node 20 has no Map.groupBy. */
function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
