import { checkInvariants } from '@eduscale/testing/invariants/check-invariants'
import { ChaosWorld } from '@eduscale/testing/chaos/chaos-world'
import { playRound } from '@eduscale/testing/chaos/play-round'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let world: ChaosWorld
/** Two finished battles of different players, and a rematch. */
let finished: string[]
let rematch: string | undefined

beforeAll(async () => {
  world = await ChaosWorld.start({ nodes: 1 })
  const round = await playRound(world, { seed: 3, faults: [], battles: 4, formats: ['duel'] })
  if (round.violations.length > 0) throw new Error(round.violations.join('\n'))
  const rows = await world.query<{ id: string }>(
    "SELECT id FROM battle WHERE state = 'FINISHED' AND origin_kind = 'invite' ORDER BY id",
  )
  finished = rows.map((row) => row.id)
  const [asked] = await world.query<{ battle_id: string }>(
    "SELECT battle_id FROM battle_event WHERE type = 'battle:rematch' LIMIT 1",
  )
  rematch = asked?.battle_id
}, 300_000)
afterAll(() => world?.close())

const options = { graceMs: 10_000 }

/** Which invariants are reported when the database is changed so; the change is undone. */
async function reportedAfter(changes: readonly string[], values: unknown[] = [finished[0]]): Promise<string[]> {
  return world.tryOut(async (query) => {
    for (const sql of changes) await query(sql, sql.includes('$1') ? values : [])
    const { violations } = await checkInvariants(query, options)
    return [...new Set(violations.map(({ invariant }) => invariant))].toSorted()
  })
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
    expect(report.battles).toBeGreaterThanOrEqual(4)
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
})
