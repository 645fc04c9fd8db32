import { setTimeout as sleep } from 'node:timers/promises'
import { median } from '../table/rows'
import { cpuUs } from './process-figures'
import { endBattles, seedBattles } from './seed-battles'
import { WireClient } from './wire-client'
import type { BenchWorlds, Nodes } from './worlds'

const perUser = 20
const typingEveryMs = 500
const turns = 20
const rounds = 3

/**
 * CPU of the nodes, in microseconds, for each batch of typing that reaches one spectator of a battle whose two players type; the bare
 * relay's and ours.
 */
export async function measureSpectators(worlds: BenchWorlds, count: number): Promise<readonly [number, number]> {
  const [battle, ...others] = await seedBattles(worlds, 1 + Math.ceil(count / perUser / 2))
  if (!battle) throw new Error('no battle to watch')
  // Elsewhere spectators see no code before the end.
  await worlds.query('UPDATE battle_player SET allows_live_code = true WHERE battle_id = $1', [battle.id])
  const tokens = others.flatMap(({ players }) => players.map(({ token }) => token))
  const measure = async (nodes: Nodes, namespace: string, name: string, send: (n: number) => Promise<void>): Promise<number> => {
    let received = 0
    const clients = await openAll(count, (index) => {
      const url = nodes.urls[index % nodes.urls.length] ?? ''
      const client = new WireClient(url, tokens[Math.floor(index / nodes.urls.length) % tokens.length] ?? '', namespace)
      client.onEvent = (event, frame) => void (received += event === name ? (frame as Typing).batches.length : 0)
      return client
    })
    try {
      for (const some of chunks(clients, 50)) {
        await Promise.all(some.map((client) => enter(client, namespace === '/' ? 'join' : 'watch', battle.id)))
      }
      await sleep(3_000)
      const perDelivery: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        received = 0
        const before = cpuUs(nodes.pids)
        for (let turn = 1; turn <= turns; turn += 1) {
          await send(round * turns + turn)
          await sleep(typingEveryMs)
        }
        const expected = count * turns * battle.players.length
        for (let left = 50; received < expected && left > 0; left -= 1) await sleep(100)
        const used = cpuUs(nodes.pids) - before
        if (received < expected) throw new Error(`${received} of ${expected} batches reached the spectators`)
        perDelivery.push(used / received)
      }
      return median(perDelivery)
    } finally {
      for (const client of clients) client.close()
      await sleep(2_000)
    }
  }
  let driver: WireClient | null = null
  try {
    const userIds = battle.players.map(({ userId }) => userId)
    const typing = (n: number) => ({ n, language: 'python', ops: [{ atMs: n * 1_000, change: [n, ['', 'print(1)']] }] })
    driver = new WireClient(worlds.bare.urls[0] ?? '', '')
    await driver.opened
    const bare = await measure(worlds.bare, '/', 'ev', async (n) => {
      for (const userId of userIds) void driver?.request('cmd', { b: battle.id, userId, batches: [typing(n)] })
    })
    const ours = await measure(worlds.ours, '/watch', 'edits', async (n) => {
      const { language, ops } = typing(n)
      // Of so long ago that spectators may see it.
      await worlds.query(
        `INSERT INTO battle_edit (battle_id, user_id, n, language, ops, at)
         SELECT $1, user_id, $3, $4, $5::jsonb, now() - interval '31 seconds' FROM unnest($2::uuid[]) AS user_id`,
        [battle.id, userIds, n, language, JSON.stringify(ops)],
      )
    })
    return [bare, ours]
  } finally {
    driver?.close()
    await endBattles(worlds.query)
  }
}

interface Typing {
  batches: readonly unknown[]
}

async function enter(client: WireClient, name: 'join' | 'watch', battleId: string): Promise<void> {
  const answer = (await client.request(name, { b: battleId })) as { ok: boolean }
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer)}`)
}

async function openAll(count: number, open: (index: number) => WireClient): Promise<WireClient[]> {
  const clients: WireClient[] = []
  while (clients.length < count) {
    const some = Array.from({ length: Math.min(100, count - clients.length) }, (_, index) => open(clients.length + index))
    clients.push(...some)
    await Promise.all(some.map((client) => client.opened))
  }
  return clients
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
}
