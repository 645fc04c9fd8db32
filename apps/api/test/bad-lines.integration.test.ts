import { randomUUID } from 'node:crypto'
import { startDuel } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

/* What nodes hear from each other over Redis is read with care: whatever is said there, no node ends and no battle is disturbed. */
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 2, runner: false })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
}, 120_000)
afterAll(() => platform.stop())

/** Where nodes listen to each other: the beats, and Socket.io's adapter with what rides on it. */
function channels() {
  const key = `eduscale:${platform.redis.options.db ?? 0}`
  return { beats: `${key}:nodes`, requests: `${key}:io-request#/#`, responses: `${key}:io-response#/#`, packets: `${key}:io#/#` }
}

/** Everywhere, as if it came from a node that nobody knows. */
async function say(lines: readonly string[]): Promise<void> {
  const text = lines.join('\n')
  await platform.redis.publish(channels().beats, text)
  await platform.redis.publish(channels().requests, JSON.stringify({ uid: 'nobody', type: 6, data: ['lines', text] }))
}

async function countDropped(): Promise<number[]> {
  const pages = await Promise.all(platform.nodes.map(async ({ internalUrl }) => (await fetch(`${internalUrl}/metrics`)).text()))
  return pages.map((page) => Number(/^node_lines_dropped_total\S* (\d+)/m.exec(page)?.[1] ?? 0))
}

test('lines that are none end no node and reach nobody, and the battle goes on', async () => {
  const { battleId, host, friend } = await startDuel(platform.urls)
  const cursors: unknown[] = []
  friend.room(battleId).subscribe({ onEphemeral: ({ from, t, d }) => cursors.push({ from, t, d }) })
  const [{ seq } = { seq: 0 }] = await platform.db.query<{ seq: number }>(
    'SELECT max(seq)::int AS seq FROM battle_event WHERE battle_id = $1',
    [battleId],
  )
  const head = { b: battleId, at: new Date().toISOString(), actor: null }
  const event = (over: object) => JSON.stringify({ ...head, seq: seq + 1, t: 'battle:unseated', d: {}, ...over })
  const bad = [
    '',
    'e',
    'enonsense',
    `e${battleId}`,
    `e${battleId} `,
    `e${battleId} {"b":1}`,
    `e${battleId} NaN ${event({})}`,
    `e${battleId} 1e3 ${event({ seq: 1000 })}`,
    `e${battleId} 99999999999999999999 ${event({})}`,
    `e${battleId} ${seq + 1} `,
    `e${battleId} ${seq + 1} "battle:unseated"`,
    `e${battleId} ${seq + 1} {"t":"battle:unseated"`,
    `e${battleId} ${seq + 1} ${event({})}`,
    `e${battleId} ${seq + 1} ${event({ d: { userId: 'nobody' } })}`,
    `e${battleId} ${seq + 1} ${event({ t: 'battle:finished' })}`,
    `e${battleId} ${seq + 1} ${event({ seq: seq + 2, t: 'battle:newer-kind' })}`,
    `e${battleId} ${seq + 1} ${event({ b: randomUUID(), t: 'battle:newer-kind' })}`,
    `v${battleId}`,
    `v${battleId}NaN`,
    `v${battleId}{"from":`,
    `v${battleId}{}],"head":[{}`,
    `v${battleId}{"from":1,"n":1,"t":"cursor","d":{}}`,
    `c${battleId}`,
    `c${battleId} {"from":`,
    `c${battleId}no-user {"from":"x","n":1,"t":"chat","d":{}}`,
  ]
  const before = await countDropped()
  for (const line of bad) await say(['abcdefabcdef 1', line, line])
  for (const first of ['', 'x', 'abcdefabcdef', 'abcdefabcdef NaN', 'abcdefabcdef -1', '{"a":1}', '\u0000 1', 'bye bye']) {
    await say([first])
    await say([first, `e${battleId} ${seq + 1} ${event({})}`])
  }
  await until('each was dropped and counted', async () =>
    (await countDropped()).every((count, node) => count - (before[node] ?? 0) >= bad.length * 2),
  )

  host.room(battleId).sendEphemeral({ t: 'cursor', d: { line: 3, lines: 9 } })
  await until('a cursor comes', () => cursors.length > 0)
  for (const cursor of cursors) expect(cursor).toEqual({ from: host.user.id, t: 'cursor', d: { line: 3, lines: 9 } })
  for (const player of [host, friend]) expect((await player.submit(battleId, 'print(1)')).ok).toBe(true)
  for (const player of [host, friend]) {
    await player.sees(battleId, 'both submissions', (view) => view.players.every(({ submissions }) => submissions.length === 1))
    const seqs = player.events.map((shown) => shown.seq)
    expect(seqs).toEqual(seqs.map((_seq, index) => (seqs[0] ?? 0) + index))
    expect(player.connects).toBe(1)
    // On a busy machine what told the host that somebody came may arrive now.
    expect([player.runs, player.notices.filter(({ t }) => t !== 'battle:opened')]).toEqual([[], []])
  }
  for (const node of platform.nodes) {
    expect((await fetch(`${node.url}/healthz`)).status).toBe(200)
    // What is said over and over fills no log.
    expect(node.output().match(/could not be read and was dropped/g)).toHaveLength(1)
  }
})

test('what is no message of the adapter’s ends no node', async () => {
  const { battleId, host, friend } = await startDuel(platform.urls)
  const before = await countDropped()
  const { requests, responses, packets } = channels()
  const request = (body: object) => JSON.stringify({ uid: 'nobody', ...body })
  const bad = [
    'null',
    '{',
    request({ type: 4 }),
    request({ type: 4, opts: { rooms: 7 } }),
    request({ type: 6 }),
    request({ type: 6, data: 1 }),
  ]
  const odd = ['', '[]', 'nonsense', '\u00ff', request({ type: 99 }), request({ type: 6, data: ['lines', { text: 1 }] })]
  for (const text of [...bad, ...odd]) {
    for (const channel of [requests, responses, packets, `${packets}battle:${battleId}#`])
      await platform.redis.publish(channel, text)
  }
  await until('some were dropped', async () =>
    (await countDropped()).every((count, node) => count - (before[node] ?? 0) >= bad.length),
  )
  expect((await host.submit(battleId, 'print(1)')).ok).toBe(true)
  await friend.sees(battleId, 'the submission', (view) => view.players.some(({ submissions }) => submissions.length === 1))
  for (const node of platform.nodes) expect((await fetch(`${node.url}/healthz`)).status).toBe(200)
  for (const player of [host, friend]) expect(player.connects).toBe(1)
})

test('what a newer version says of an event that isn’t known here is passed on', async () => {
  const { battleId, friend } = await startDuel(platform.urls)
  const seen = await friend.sees(battleId, 'the start', () => true)
  const d = { why: 'a line\u2028of\u2029its own' }
  const event = { b: battleId, seq: seen.seq + 1, at: new Date().toISOString(), actor: null, t: 'battle:newer-kind', d }
  await say(['abcdefabcdef 2', `e${battleId} ${event.seq} ${JSON.stringify(event)}`])
  await until('it is there', () => friend.events.some(({ seq }) => seq === event.seq))
  expect(friend.events.at(-1)).toEqual(event)
})
