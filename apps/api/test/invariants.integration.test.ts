import { checkInvariants, type Violation } from '@eduscale/testing/invariants/check-invariants'
import { ChaosWorld } from '@eduscale/testing/chaos/chaos-world'
import { openDuel } from '@eduscale/testing/chaos/open-battle'
import { playRound } from '@eduscale/testing/chaos/play-round'
import { Random } from '@eduscale/testing/chaos/random'
import type { TestPlayer } from '@eduscale/testing/test-player'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let world: ChaosWorld
/** Two finished battles of different players, and a rematch. */
let finished: string[]
let rematch: string | undefined
/** Two ranked duels that go on meanwhile. */
const running: string[] = []
const players: TestPlayer[] = []

beforeAll(async () => {
  world = await ChaosWorld.start({ nodes: 1 })
  const round = await playRound(world, { seed: 3, faults: [], battles: 4, formats: ['duel'] })
  if (round.violations.length > 0) throw new Error(round.violations.join('\n'))
  const rows = await world.query<{ id: string }>(
    // Some ran out of time: what is changed here begins with one that somebody won.
    "SELECT id FROM battle WHERE state = 'FINISHED' AND origin_kind = 'invite' ORDER BY winner_id IS NULL, id",
  )
  finished = rows.map((row) => row.id)
  const [asked] = await world.query<{ battle_id: string }>(
    "SELECT battle_id FROM battle_event WHERE type = 'battle:rematch' LIMIT 1",
  )
  rematch = asked?.battle_id
  for (const seed of [1, 2]) {
    const duel = await openDuel(world.urls, new Random(seed))
    running.push(duel.battleId)
    players.push(...duel.players)
    await Promise.all(duel.players.map((player) => player.command(duel.battleId, { t: 'battle:ready', d: {} })))
    await Promise.all(duel.players.map((player) => player.sees(duel.battleId, 'the start', ({ state }) => state === 'RUNNING')))
  }
}, 300_000)
afterAll(async () => {
  for (const player of players) player.leave()
  await world?.close()
})

const options = { graceMs: 10_000 }

/** What is reported when the database is changed so; the change is undone. */
async function violationsAfter(changes: readonly string[], values: readonly unknown[]): Promise<Violation[]> {
  return world.tryOut(async (query) => {
    // A parameter that a statement doesn't use would be refused.
    const used = (sql: string) => values.slice(0, sql.includes('$2') ? 2 : sql.includes('$1') ? 1 : 0)
    for (const sql of changes) await query(sql, used(sql))
    return (await checkInvariants(query, options)).violations
  })
}

async function reportedAfter(changes: readonly string[], values: readonly unknown[] = [finished[0]]): Promise<string[]> {
  const violations = await violationsAfter(changes, values)
  return [...new Set(violations.map(({ invariant }) => invariant))].toSorted()
}

/** A log that was written to breaks its chain as well, whatever else it breaks. */
function expected(invariant: string, changes: readonly string[]): string[] {
  const isLogChanged = changes.some((sql) => /(UPDATE|INTO) battle_event/.test(sql))
  return [...new Set([...invariant.split(' '), ...(isLogChanged ? ['I3'] : [])])].toSorted()
}

describe('what the checker sees', () => {
  test('nothing in a database that only the platform has written', async () => {
    const report = await checkInvariants(world.query.bind(world), options)
    expect(report.violations).toEqual([])
    expect(report.battles).toBeGreaterThanOrEqual(6)
    expect(report.events).toBeGreaterThan(20)
  })

  const lastSeq = '(SELECT max(seq) FROM battle_event WHERE battle_id = $1)'
  const appended = (type: string, data: string) => [
    `INSERT INTO battle_event (battle_id, seq, type, data, at) SELECT $1, ${lastSeq} + 1, '${type}', '${data}', clock_timestamp()`,
    'UPDATE battle SET version = version + 1 WHERE id = $1',
  ]

  test.each<[what: string, invariant: string, changes: string[]]>([
    [
      'two battles of one origin',
      'I1',
      [
        'DROP INDEX battle_origin_kind_origin_key_key',
        "UPDATE battle SET origin_key = (SELECT origin_key FROM battle WHERE id = $1) WHERE origin_kind = 'invite'",
      ],
    ],
    [
      'a player held active by a battle that is over',
      'I2',
      ['UPDATE battle_player SET is_active_ranked = true WHERE battle_id = $1'],
    ],
    ['a version ahead of the log', 'I3', ['UPDATE battle SET version = version + 1 WHERE id = $1']],
    [
      'an event from before the one before it',
      'I3',
      ["UPDATE battle_event SET at = at - interval '1 hour' WHERE battle_id = $1 AND type = 'battle:started'"],
    ],
    [
      'an event that was changed afterwards',
      'I3',
      [`UPDATE battle_event SET data = data || '{"number": 7}' WHERE battle_id = $1 AND type = 'battle:submitted'`],
    ],
    ['an event after the end', 'I4', appended('battle:back', '{}')],
    [
      // One of the two who were ready, and so a command without its event as well.
      'a seat that was taken after the lobby',
      'I4 I5',
      [
        `UPDATE battle_event SET type = 'battle:joined'
          WHERE battle_id = $1 AND seq = (SELECT min(seq) FROM battle_event WHERE battle_id = $1 AND type = 'battle:readied')`,
      ],
    ],
    [
      'a forfeit of somebody who was there',
      'I4',
      [`UPDATE battle_event SET data = data || '{"reason": "forfeit"}' WHERE battle_id = $1 AND type = 'battle:finished'`],
    ],
    ['an event of a type that there is not', 'I4', appended('battle:won', '{}')],
    ['a state that the log does not lead to', 'I4', ["UPDATE battle SET state = 'VOID' WHERE id = $1"]],
    [
      'a command whose event is missing',
      'I5',
      ["UPDATE battle_cmd SET seq = seq + 1000 WHERE battle_id = $1 AND type = 'battle:submit'"],
    ],
    [
      'an event whose command is missing',
      'I5',
      [
        "DELETE FROM battle_cmd WHERE ctid IN (SELECT ctid FROM battle_cmd WHERE battle_id = $1 AND type = 'battle:submit' LIMIT 1)",
      ],
    ],
    [
      'a submission that is not in the log where it was received',
      'I5',
      ["UPDATE submission SET recv_seq = recv_seq + 1000 WHERE battle_id = $1 AND verdict <> 'AC'"],
    ],
    [
      'a second result',
      'I4 I8 I10',
      ["UPDATE battle_event SET type = 'battle:voided' WHERE battle_id = $1 AND type = 'battle:judged'"],
    ],
    [
      'a rating change that the log does not have',
      'I8',
      ['UPDATE rating_change SET rating_after = rating_after + 1 WHERE battle_id = $1'],
    ],
    ['a rating that counts a battle twice', 'I8', ['UPDATE rating SET battles = battles + 1']],
    [
      'a rating that its changes do not lead to',
      'I8',
      ['UPDATE rating SET rating = rating + 1 WHERE user_id = (SELECT winner_id FROM battle WHERE id = $1)'],
    ],
    [
      'a deviation that its changes do not lead to',
      'I8',
      ['UPDATE rating SET deviation = 350 WHERE user_id = (SELECT winner_id FROM battle WHERE id = $1)'],
    ],
    [
      // Log, changes and ratings agree with each other, and are wrong all the same.
      'ratings that do not follow from the result',
      'I8',
      [
        'UPDATE rating_change SET rating_after = rating_after + 1 WHERE battle_id = $1',
        'UPDATE rating SET rating = rating + 1 WHERE user_id IN (SELECT user_id FROM rating_change WHERE battle_id = $1)',
        `UPDATE battle_event SET data = jsonb_set(data, '{ratings}', (
            SELECT jsonb_agg(r || jsonb_build_object('after', (r->>'after')::float8 + 1)) FROM jsonb_array_elements(data->'ratings') AS r))
          WHERE battle_id = $1 AND type = 'battle:finished'`,
      ],
    ],
    [
      'an end an hour after its time',
      'I9',
      [
        `UPDATE battle_event SET at = at + interval '1 hour'
          WHERE battle_id = $1 AND type IN ('battle:judging', 'battle:finished')`,
      ],
    ],
    [
      'a submission that was received after the end',
      'I9',
      [`UPDATE battle_event SET at = at + interval '20 minutes' WHERE battle_id = $1 AND type = 'battle:submitted'`],
    ],
    [
      'a timer that nobody fires',
      'I9',
      ["INSERT INTO battle_timer (battle_id, kind, fire_at) VALUES ($1, 'end', clock_timestamp() - interval '1 minute')"],
    ],
    [
      'another winner',
      'I10',
      [
        `UPDATE battle SET winner_id = (SELECT user_id FROM battle_player WHERE battle_id = $1 AND user_id <> battle.winner_id) WHERE id = $1`,
        `UPDATE battle_event SET data = jsonb_set(data, '{winnerId}', (SELECT to_jsonb(winner_id) FROM battle WHERE id = $1))
          WHERE battle_id = $1 AND type = 'battle:finished'`,
      ],
    ],
    [
      'places that nobody has earned',
      'I10',
      [
        `UPDATE battle_event SET data = jsonb_set(data, '{standings,0,points}', '99')
          WHERE battle_id = $1 AND type = 'battle:finished'`,
      ],
    ],
    [
      'a problem told before the start',
      'I11',
      [`UPDATE battle_event SET data = data || '{"problemSlug": "sum"}' WHERE battle_id = $1 AND seq = 1`],
    ],
    ['a suspension that no outage explains', 'I13', ['UPDATE battle SET suspended_ms = suspended_ms + 1 WHERE id = $1']],
    ['an end that was moved', 'I13', ["UPDATE battle SET ends_at = ends_at + interval '1 ms' WHERE id = $1"]],
  ])('%s: %s', async (_what, invariant, changes) => {
    expect(await reportedAfter(changes)).toEqual(expected(invariant, changes))
  })

  test('two rematches of one battle: I14', async () => {
    expect(rematch).toBeDefined()
    const changes = appended('battle:rematch', `{"battleId": "${finished[0]}"}`)
    expect(await reportedAfter(changes, [rematch])).toEqual(['I14', 'I5', 'I3'].toSorted())
  })

  test('a ranked battle that goes on and does not hold its players: I2', async () => {
    const changes = ['UPDATE battle_player SET is_active_ranked = false WHERE battle_id = $1']
    const violations = await violationsAfter(changes, running)
    expect(violations.map(({ invariant, battleId }) => [invariant, battleId])).toEqual([
      ['I2', running[0]],
      ['I2', running[0]],
    ])
  })

  test.each([
    ['and one of the two holds them', 'false', ['is not held active', '2 ranked battles that have begun']],
    ['and both hold them', 'true', ['2 active ranked battles', '2 ranked battles that have begun']],
  ])('a player in two ranked battles, %s: I2', async (_how, isHeld, told) => {
    const changes = [
      'DROP INDEX battle_player_active_ranked_key',
      `UPDATE battle_player SET is_active_ranked = ${isHeld},
          user_id = (SELECT user_id FROM battle_player WHERE battle_id = $2 ORDER BY position LIMIT 1)
        WHERE battle_id = $1 AND position = (SELECT min(position) FROM battle_player WHERE battle_id = $1)`,
    ]
    const violations = await violationsAfter(changes, running)
    expect(violations.map(({ invariant }) => invariant)).toEqual(['I2', 'I2'])
    expect(violations.map(({ what }) => what)).toEqual(told.map((part) => expect.stringContaining(part)))
  })
})
