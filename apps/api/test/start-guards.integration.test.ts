import { setTimeout as sleep } from 'node:timers/promises'
import { openRoom, startDuel, type TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/**
 * Two guards stand before a double start: a lock that makes contenders wait, and the unique key that decides. Each is proved
 * alone, and that both missing makes two battles shows that these tests can fail.
 */
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 0, runner: false })
}, 120_000)
afterAll(() => platform.stop())

/** As many as a room has seats. */
const starters = 50

/**
 * Fifty who have played a battle ask for another one: each in two tabs, which are on different nodes, and what one tab asks
 * the other one sends once more, as after a reconnect. So there are 200 frames at once, and no more on a connection than may come there.
 */
async function askForRematches(urls: readonly string[]): Promise<{ battleId: string; answers: string[] }> {
  const { battleId, players } = await openRoom(urls, { players: starters, format: 'group', problemSlug: null })
  const pairs = players.map((player) => [player, player.inAnotherTab(player.urls.toReversed())] as const)
  const tabs = pairs.flat()
  await Promise.all(tabs.map((tab) => tab.enter(battleId)))
  await playToTheEnd(battleId, tabs)
  const asked = pairs.flatMap((pair) => pair.flatMap(() => askTwice(pair, battleId)))
  const answers = await Promise.all(asked)
  for (const tab of tabs) tab.leave()
  return { battleId, answers }
}

async function playToTheEnd(battleId: string, tabs: readonly TestPlayer[]): Promise<void> {
  await closeBreaker()
  const [host] = tabs
  await host?.command(battleId, { t: 'battle:start', d: {} })
  await host?.sees(battleId, 'the start', ({ state }) => state === 'RUNNING', 60_000)
  await platform.db.query('UPDATE battle SET ends_at = now() WHERE id = $1', [battleId])
  await platform.db.query("UPDATE battle_timer SET fire_at = now() WHERE battle_id = $1 AND kind = 'end'", [battleId])
  await Promise.all(tabs.map((tab) => tab.sees(battleId, 'the end', ({ state }) => state === 'FINISHED', 60_000)))
}

/** There is no runner here, and without one no battle goes on. */
async function closeBreaker(): Promise<void> {
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
}

function askTwice(pair: readonly TestPlayer[], battleId: string): Promise<string>[] {
  const cid = crypto.randomUUID()
  return pair.map((tab) => ask(tab, battleId, cid))
}

/** The battle that was started, or the code of the refusal. Where too many are at it, one asks again, as people do. */
async function ask(tab: TestPlayer, battleId: string, cid: string): Promise<string> {
  const ack = await tab.command(battleId, { t: 'battle:rematch', d: {} }, cid)
  if (ack.ok) return String(ack.res['battleId'])
  if (ack.err.code !== 'unavailable') return ack.err.code
  await sleep(500)
  return ask(tab, battleId, cid)
}

async function finishedDuel(urls: readonly string[]) {
  await closeBreaker()
  const duel = await startDuel(urls, { isRanked: false })
  await duel.host.command(duel.battleId, { t: 'battle:resign', d: {} })
  await duel.friend.sees(duel.battleId, 'the end', (view) => view.state === 'FINISHED')
  return duel
}

/** What the fifty were told, and what they have left behind: battles, their players, and how often each was asked for in the log. */
async function summarise(battleId: string, answers: readonly string[]) {
  const started = await platform.db.query<{ id: string; players: number; asked: number }>(
    `SELECT id::text, (SELECT count(*)::int FROM battle_player WHERE battle_id = b.id) AS players,
        (SELECT count(*)::int FROM battle_event
          WHERE battle_id = $1::uuid AND type = 'battle:rematch' AND data->>'battleId' = b.id::text) AS asked
      FROM battle b WHERE origin_kind = 'rematch' AND origin_key = $1::text`,
    [battleId],
  )
  return { answers: answers.length, told: [...new Set(answers)], started }
}

/** Each of the hundred questions was carried out once, and all of them are of the one battle. */
const oneBattle = (id: string | undefined) => ({
  answers: 4 * starters,
  told: [id],
  started: [{ id, players: starters, asked: 2 * starters }],
})

async function countBattles(originKey: string): Promise<number> {
  const rows = await platform.db.query("SELECT 1 FROM battle WHERE origin_kind = 'rematch' AND origin_key = $1", [originKey])
  return rows.length
}

describe('50 who start the same battle at once, in two tabs each, over two nodes', () => {
  test('with the lock off, the unique key lets one through', async () => {
    const nodes = await Promise.all([1, 2].map(() => platform.startNode({ START_LOCK: 'off' })))
    const { battleId, answers } = await askForRematches(nodes.map((node) => node.url))
    expect(await summarise(battleId, answers)).toEqual(oneBattle(answers[0]))
    await Promise.all(nodes.map((node) => node.stop()))
  }, 240_000)

  test('with the key dropped, the lock alone holds while its holder lives', async () => {
    await platform.db.query('DROP INDEX battle_origin_kind_origin_key_key')
    try {
      const nodes = await Promise.all([1, 2].map(() => platform.startNode()))
      const { battleId, answers } = await askForRematches(nodes.map((node) => node.url))
      expect(await summarise(battleId, answers)).toEqual(oneBattle(answers[0]))
      await Promise.all(nodes.map((node) => node.stop()))
    } finally {
      await restoreKey()
    }
  }, 240_000)

  // The mutation: without the key, a holder that stands still past its time to live lets a second one start. This is what the
  // key is for, and the proof that the first test would see a double start.
  const startWithHeldLock = async () => {
    const held = { START_LOCK_TTL_MS: '400', FAILPOINTS: 'start-locked=block:1500@2' }
    // The second pass, since the first is the invitation itself.
    const nodes = await Promise.all([platform.startNode(held), platform.startNode({ START_LOCK_TTL_MS: '400' })])
    const { battleId, host, friend } = await finishedDuel(nodes.map((node) => node.url))
    const rematch = { t: 'battle:rematch', d: {} } as const
    const first = host.command(battleId, rematch)
    // Else the other node may be first, and be done before the one that is held up begins.
    await until(
      'the first holds the lock',
      async () => (await platform.redis.exists(`lock:battle-start:rematch:${battleId}`)) === 1,
    )
    const second = friend.command(battleId, rematch)
    await Promise.all([first, second])
    const battles = await countBattles(battleId)
    const [lost, stale, duplicates] = await Promise.all(
      ['lock_lost_total', 'stale_fence_rejected_total', 'duplicate_battles_total'].map((name) => sumOf(name, nodes)),
    )
    host.leave()
    friend.leave()
    await Promise.all(nodes.map((node) => node.stop()))
    return { battles, lost, stale, duplicates }
  }

  test('with the key dropped and the lock held past its time, there are two: the key is what matters', async () => {
    await platform.db.query('DROP INDEX battle_origin_kind_origin_key_key')
    try {
      expect(await startWithHeldLock()).toEqual({ battles: 2, lost: 1, stale: 0, duplicates: 1 })
    } finally {
      await restoreKey()
    }
  }, 120_000)

  test('with the key in place and the lock held past its time, there is one, and the holder is told that it came too late', async () => {
    expect(await startWithHeldLock()).toEqual({ battles: 1, lost: 1, stale: 1, duplicates: 0 })
  }, 120_000)
})

/** A counter, over all nodes. */
async function sumOf(name: string, nodes: readonly { internalUrl: string }[]): Promise<number> {
  const pages = await Promise.all(nodes.map(async ({ internalUrl }) => (await fetch(`${internalUrl}/metrics`)).text()))
  return pages.reduce((sum, page) => sum + Number(new RegExp(`^${name}\\S* (\\d+)`, 'm').exec(page)?.[1] ?? Number.NaN), 0)
}

async function restoreKey(): Promise<void> {
  await platform.db.query(
    `DELETE FROM battle a USING battle b WHERE a.origin_kind = b.origin_kind AND a.origin_key = b.origin_key AND a.id < b.id`,
  )
  await platform.db.query('CREATE UNIQUE INDEX battle_origin_kind_origin_key_key ON battle (origin_kind, origin_key)')
}
