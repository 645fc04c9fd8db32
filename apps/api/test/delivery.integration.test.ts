import { spawn, type ChildProcess } from 'node:child_process'
import type { Eph } from '@eduscale/contracts/room'
import { createRedis, type Redis } from '@eduscale/platform/redis'
import { findFreePort } from '@eduscale/testing/free-port'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** A Redis of this file's own, to be killed, stopped and emptied. */
class OwnRedis {
  #process: ChildProcess | null = null
  readonly port: number

  constructor(port: number) {
    this.port = port
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  async start(): Promise<void> {
    this.#process = spawn(
      'redis-server',
      ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      {
        stdio: 'ignore',
      },
    )
    await this.do((redis) => redis.ping())
  }

  async do<Result>(work: (redis: Redis) => Promise<Result>): Promise<Result> {
    const redis = createRedis(this.url, 'test')
    redis.on('error', () => {})
    try {
      return await work(redis)
    } finally {
      redis.disconnect()
    }
  }

  signal(name: NodeJS.Signals): void {
    this.#process?.kill(name)
  }

  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.#process?.once('exit', resolve))
    this.#process?.kill('SIGKILL')
    await ended
  }
}

let platform: TestPlatform
let redis: OwnRedis

beforeAll(async () => {
  redis = new OwnRedis(await findFreePort())
  await redis.start()
  // Without a runner nobody would say that anything can be judged; the lease is long enough for the whole file.
  platform = await startTestPlatform({ nodes: 2, runner: false, env: { REDIS_URL: redis.url } })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
}, 120_000)
afterAll(async () => {
  await platform.stop()
  redis.signal('SIGCONT')
  await redis.kill()
})

/** There is no runner: what was received before the end would be waited for. */
async function judgeAll(battleId: string): Promise<void> {
  await platform.db.query("UPDATE submission SET verdict = 'WA' WHERE battle_id = $1", [battleId])
}

/** Both players submit; each must see both submissions, on whichever node they are. */
async function submitsArrive(battleId: string, players: readonly TestPlayer[], count: number): Promise<void> {
  for (const player of players) {
    const ack = await player.submit(battleId, 'print(1)')
    expect(ack.ok ? 'ok' : ack.err).toBe('ok')
  }
  for (const player of players) {
    await player.sees(battleId, `${count} submissions of each`, (view) =>
      view.players.every(({ submissions }) => submissions.length === count),
    )
  }
}

async function allSeeTheWholeLog(battleId: string, players: readonly TestPlayer[]): Promise<void> {
  const log = await platform.db.query<{ seq: number }>('SELECT seq FROM battle_event WHERE battle_id = $1 ORDER BY seq', [
    battleId,
  ])
  expect(log.map((row) => row.seq)).toEqual(log.map((_row, index) => index + 1))
  for (const player of players) {
    await player.sees(battleId, 'the whole log', (view) => view.seq === log.length)
    const seqs = player.events.map((event) => event.seq)
    expect(seqs).toEqual(seqs.map((_seq, index) => (seqs[0] ?? 0) + index))
  }
}

async function countShownFromLog(): Promise<number> {
  const pages = await Promise.all(platform.nodes.map(async ({ internalUrl }) => (await fetch(`${internalUrl}/metrics`)).text()))
  return pages.reduce((sum, page) => sum + Number(/^events_shown_from_log_total\S* (\d+)/m.exec(page)?.[1] ?? 0), 0)
}

/** Resyncs would hide what the nodes don't bring by themselves, so a client's own asking is cut off. */
function muteSyncs(player: TestPlayer): void {
  const { connection } = player
  const request = connection.request.bind(connection)
  connection.request = async (name, frame) => (name === 'sync' ? null : request(name, frame))
}

describe('a battle over two nodes', () => {
  test('while Redis is dead, every command is carried out and every event reaches both nodes', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
    for (const player of [host, friend]) muteSyncs(player)
    await submitsArrive(battleId, [host, friend], 1)
    const before = await countShownFromLog()
    await redis.kill()
    try {
      await submitsArrive(battleId, [host, friend], 2)
      expect(await countShownFromLog()).toBeGreaterThan(before)
      // Signing in, queueing and entering need no Redis either.
      const guest = await TestPlayer.create(platform.urls)
      expect((await guest.http('POST', '/v1/tickets', { difficulty: null, language: null })).status).toBe(201)
      expect((await guest.http('DELETE', '/v1/tickets/current')).status).toBe(204)
      const second = host.inAnotherTab(platform.urls.toReversed())
      await second.enter(battleId)
      await submitsArrive(battleId, [host, friend], 3)
      await second.sees(battleId, 'the same', (view) => view.players.every(({ submissions }) => submissions.length === 3))
      second.leave()
      for (const url of platform.urls) expect((await fetch(`${url}/readyz`)).status).toBe(200)
    } finally {
      await redis.start()
    }
    await judgeAll(battleId)
    expect(await host.command(battleId, { t: 'battle:resign', d: {} })).toMatchObject({ ok: true })
    await friend.sees(battleId, 'the end', (view) => view.state === 'FINISHED')
    await allSeeTheWholeLog(battleId, [host, friend])
    host.leave()
    friend.leave()
  }, 120_000)

  test('a Redis that stands still holds nothing up', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
    for (const player of [host, friend]) muteSyncs(player)
    redis.signal('SIGSTOP')
    try {
      await submitsArrive(battleId, [host, friend], 1)
      await judgeAll(battleId)
      expect(await host.command(battleId, { t: 'battle:resign', d: {} })).toMatchObject({ ok: true })
      await friend.sees(battleId, 'the end', (view) => view.state === 'FINISHED')
      // A rematch takes the start lock, which can't be had.
      expect(await host.command(battleId, { t: 'battle:rematch', d: {} })).toMatchObject({ ok: true })
      await friend.sees(battleId, 'the rematch', (view) => view.rematchBattleId !== null)
    } finally {
      redis.signal('SIGCONT')
    }
    await allSeeTheWholeLog(battleId, [host, friend])
    host.leave()
    friend.leave()
  }, 120_000)

  test('emptied, and its subscribers thrown out, again and again: nothing is missing', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
    for (const player of [host, friend]) muteSyncs(player)
    for (const round of [1, 2, 3]) {
      await redis.do((client) => client.call('CLIENT', 'KILL', 'TYPE', 'pubsub'))
      await redis.do((client) => client.flushall())
      await submitsArrive(battleId, [host, friend], round)
    }
    await allSeeTheWholeLog(battleId, [host, friend])
    expect(host.events.at(-1)).toEqual(friend.events.at(-1))
    host.leave()
    friend.leave()
  }, 120_000)

  test('a node that dies between commit and message: the other one shows the event all the same', async () => {
    const doomed = await platform.startNode({ FAILPOINTS: 'after-commit=kill@1', ROLES: 'http,realtime' })
    const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
    for (const player of [host, friend]) muteSyncs(player)
    host.leave()
    Object.assign(host, { urls: [doomed.url, platform.urls[0]] })
    await host.enter(battleId)
    void host.submit(battleId, 'print(1)')
    await doomed.ended
    const view = await friend.sees(battleId, 'the submission', ({ players }) => players[0]?.submissions.length === 1)
    expect(view.players[1]?.submissions).toEqual([])
    host.leave()
    friend.leave()
  }, 120_000)

  test('a node starts without Redis, and serves', async () => {
    await redis.kill()
    try {
      const node = await platform.startNode()
      const player = await TestPlayer.create([node.url])
      expect((await player.http('GET', '/v1/status')).status).toBe(200)
      await node.stop()
    } finally {
      await redis.start()
    }
  }, 120_000)

  test('somebody whose connection ends while they join is gone, and not kept present for ever', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
    const slow = await platform.startNode({ FAILPOINTS: 'between-join-and-read=sleep:1500', ROLES: 'http,realtime' })
    host.leave()
    const passing = host.inAnotherTab([slow.url])
    const room = passing.room(battleId)
    await until('the join is on its way', () => room.state.connection === 'online')
    passing.leave()
    const view = await friend.sees(
      battleId,
      'that the other is gone',
      ({ players }) => players.some((p) => p.forfeitAt !== null),
      60_000,
    )
    expect(view.players.map(({ forfeitAt }) => forfeitAt !== null)).toEqual([true, false])
    friend.leave()
    await slow.stop()
  }, 120_000)
})

describe('cursors and tabs', () => {
  const framesOf = (player: TestPlayer, battleId: string) => {
    const frames: Eph[] = []
    player.room(battleId).subscribe({ onEphemeral: (frame) => frames.push(frame) })
    return frames
  }

  test('the last of many cursors arrives, on both nodes and in other tabs, and nobody gets their own', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
    const second = host.inAnotherTab(platform.urls.toReversed())
    await second.enter(battleId)
    const [own, other, opponent] = [host, second, friend].map((player) => framesOf(player, battleId))
    for (let line = 1; line <= 20; line += 1) {
      host.room(battleId).sendEphemeral({ t: 'cursor', d: { line, lines: 30 } })
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    for (const seen of [other ?? [], opponent ?? []]) {
      const cursors = () => seen.flatMap((frame) => (frame.t === 'cursor' ? [frame.d.line] : []))
      await until('the last one is there', () => cursors().at(-1) === 20)
      expect(cursors()).toEqual(cursors().toSorted((one, two) => one - two))
      expect(cursors().length).toBeLessThan(20)
    }
    expect(own?.filter((frame) => frame.t === 'cursor')).toEqual([])
    for (const player of [host, friend, second]) player.leave()
  }, 60_000)

  test('the tab that claims the typing is heard by the other one, whichever node each is on, and whoever claims last', async () => {
    const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
    const second = host.inAnotherTab(platform.urls.toReversed())
    await second.enter(battleId)
    const [first, newer] = [framesOf(host, battleId), framesOf(second, battleId)]
    const claimsIn = (frames: readonly Eph[]) => frames.flatMap((frame) => (frame.t === 'typing' ? [frame.d.tab] : []))
    second.room(battleId).sendEphemeral({ t: 'typing', d: { tab: 'second' } })
    await until('the first tab hears it', () => claimsIn(first).length > 0)
    host.room(battleId).sendEphemeral({ t: 'typing', d: { tab: 'first' } })
    await until('the second tab hears it', () => claimsIn(newer).length > 0)
    expect([claimsIn(first), claimsIn(newer)]).toEqual([['second'], ['first']])
    for (const player of [host, friend, second]) player.leave()
  }, 60_000)
})
