import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SeededBattle } from './seed-battles'
import { WireClient } from './wire-client'

export interface Side {
  battleId: string
  userId: string
  token: string
  url: string
  client: WireClient
  /** When each cursor was sent, by its line; taken away when the opponent has it. */
  sent: Map<number, number>
  line: number
  opponent: Side | null
  /** The log's head, as far as this client knows. */
  seq: number
}

export interface Figures {
  updates: number
  updateMs: number[]
  ackMs: number[]
  refused: number
}

const updateEveryMs = 1_000
const commandEveryMs = 10_000

/** The two players of each battle, on different nodes, in their rooms. */
export async function connectBattles(
  battles: readonly SeededBattle[],
  urls: readonly string[],
  figures: Figures,
): Promise<Side[]> {
  const sides = battles.flatMap(({ id, players }, index) => {
    const both = players.map(({ userId, token }, place) =>
      newSide({ battleId: id, userId, token, url: urls[(index + place) % urls.length] ?? '' }),
    )
    const [first, second] = both
    if (first && second) [first.opponent, second.opponent] = [second, first]
    return both
  })
  await connectAll(sides, figures)
  return sides
}

/** So many at a time, as a crowd would come. */
export async function connectAll(sides: readonly Side[], figures: Figures): Promise<void> {
  const waiting = [...sides]
  await Promise.all(
    Array.from({ length: 100 }, async () => {
      for (let side = waiting.pop(); side; side = waiting.pop()) await connectAnyhow(side, figures)
    }),
  )
}

function newSide(given: { battleId: string; userId: string; token: string; url: string }): Side {
  const client = new WireClient(given.url, given.token)
  return { ...given, client, sent: new Map(), line: 0, opponent: null, seq: 0 }
}

/** As a client would: whoever is turned away on a busy node comes again. */
async function connectAnyhow(side: Side, figures: Figures): Promise<void> {
  for (let left = 20; ; left -= 1) {
    try {
      return await connect(side, figures)
    } catch (error) {
      if (left === 0) throw error
      side.client.close()
      await sleep(200)
      side.client = new WireClient(side.url, side.token)
    }
  }
}

async function connect(side: Side, figures: Figures): Promise<void> {
  side.client.onEvent = (name, frame) => receive(side, name, frame, figures)
  await side.client.opened
  const joined = (await side.client.request('join', { b: side.battleId, from: side.seq === 0 ? 1 : side.seq })) as {
    ok: boolean
    head: number
  }
  if (!joined.ok) throw new Error(`a join was refused: ${JSON.stringify(joined)}`)
  side.seq = Math.max(side.seq, joined.head)
}

export async function reconnectAll(sides: readonly Side[], figures: Figures): Promise<void> {
  for (const side of sides) {
    side.client.close()
    side.client = new WireClient(side.url, side.token)
  }
  await connectAll(sides, figures)
}

/** A cursor a second and, if wanted, a submission each ten, by every player, evenly spread. */
export async function play(
  sides: readonly Side[],
  { forMs, submits }: { forMs: number; submits: boolean },
  figures: Figures,
): Promise<void> {
  const timers = sides.flatMap((side, index) => {
    const share = index / sides.length
    const updates = every(updateEveryMs, share, () => sendCursor(side, figures))
    return submits ? [updates, every(commandEveryMs, share, () => submit(side, figures))] : [updates]
  })
  await sleep(forMs)
  for (const stop of timers) stop()
  // Those on their way arrive.
  await sleep(500)
}

function every(periodMs: number, share: number, act: () => void): () => void {
  let interval: ReturnType<typeof setInterval> | null = null
  const first = setTimeout(() => {
    act()
    interval = setInterval(act, periodMs)
  }, share * periodMs)
  return () => {
    clearTimeout(first)
    if (interval) clearInterval(interval)
  }
}

function sendCursor(side: Side, figures: Figures): void {
  side.line += 1
  side.sent.set(side.line, performance.now())
  figures.updates += 1
  side.client.emit('eph', { b: side.battleId, t: 'cursor', d: { line: side.line, lines: 100 } })
}

function submit(side: Side, figures: Figures): void {
  const sentAt = performance.now()
  const frame = { cid: randomUUID(), b: side.battleId, t: 'battle:submit', d: { language: 'python', code: 'print(1)' } }
  void side.client.request('cmd', frame).then(
    (ack) => {
      figures.ackMs.push(performance.now() - sentAt)
      if (!(ack as { ok: boolean }).ok) figures.refused += 1
    },
    () => (figures.refused += 1),
  )
}

interface Cursor {
  t?: string
  d?: { line?: number }
}

/** Ours come several in one packet, the floor's one by one. */
function receive(side: Side, name: string, frame: unknown, figures: Figures): void {
  if (name === 'ev') {
    const { seq } = frame as { seq?: number }
    if (seq !== undefined) side.seq = Math.max(side.seq, seq)
  }
  if (name !== 'eph') return
  const { f } = frame as { f?: Cursor[] }
  for (const one of f ?? [frame as Cursor]) {
    const line = one.t === 'cursor' ? one.d?.line : undefined
    const sentAt = line === undefined ? undefined : side.opponent?.sent.get(line)
    if (line === undefined || sentAt === undefined) continue
    side.opponent?.sent.delete(line)
    figures.updateMs.push(performance.now() - sentAt)
  }
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
