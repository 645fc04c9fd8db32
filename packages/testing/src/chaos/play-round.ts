import { setTimeout as sleep } from 'node:timers/promises'
import { checkInvariants } from '../invariants/check-invariants'
import type { TestPlayer } from '../test-player'
import { until } from '../test-platform'
import type { ChaosWorld } from './chaos-world'
import { checkClients } from './check-clients'
import { faults, type FaultName } from './faults'
import { History } from './history'
import { isOver, openDuel, playBattle, playRematch, type Duel } from './play-battle'
import { Random } from './random'

export interface RoundReport {
  seed: number
  faults: readonly FaultName[]
  battles: number
  commands: number
  reconnects: number
  violations: string[]
}

/** How long a round's battles may take in all; the trouble, resumed outages and lost jobs included. */
const roundWithinMs = 150_000
const progressEveryMs = 5_000

/**
 * One round: battles begin, the faults happen at moments that the seed chooses, everything is healed, all battles end; then what
 * the clients saw and what the database has are held against the invariants.
 */
export async function playRound(
  world: ChaosWorld,
  given: { seed: number; faults: readonly FaultName[]; battles: number },
): Promise<RoundReport> {
  const random = new Random(given.seed)
  // In some rounds nobody reconnects unasked: a client that only a reconnect would mend is seen there.
  const reconnectEveryMs = random.next() < 0.5 ? 4_000 : 1_000_000
  return playDuels(world, { ...given, random, reconnectEveryMs }, async () => {
    await Promise.all(
      given.faults.map(async (name) => {
        const own = random.fork()
        await sleep(own.between(0, 7_000))
        await faults[name](world, own)
      }),
    )
    await sleep(1_000)
  })
}

/** Battles in which every connection is dropped again and again, until there were that many reconnects or the time is over. */
export async function playReconnects(
  world: ChaosWorld,
  given: {
    seed: number
    reconnects: number
    battles: number
    withinMs: number
    onProgress: (reconnects: number) => void
  },
): Promise<RoundReport> {
  const random = new Random(given.seed)
  return playDuels(world, { ...given, faults: [], random, reconnectEveryMs: 50 }, async (players) => {
    const deadline = Date.now() + given.withinMs
    let toldAt = Date.now()
    for (let reconnects = 0; reconnects < given.reconnects && Date.now() < deadline; reconnects = countReconnects(players)) {
      await sleep(50)
      if (Date.now() - toldAt < progressEveryMs) continue
      toldAt = Date.now()
      given.onProgress(reconnects)
    }
  })
}

/** Plays battles while `trouble` lasts; nobody solves the problem before. */
async function playDuels(
  world: ChaosWorld,
  given: {
    seed: number
    faults: readonly FaultName[]
    battles: number
    random: Random
    reconnectEveryMs: number
    withinMs?: number
  },
  trouble: (players: readonly TestPlayer[]) => Promise<void>,
): Promise<RoundReport> {
  const { random, reconnectEveryMs } = given
  const deadlineMs = roundWithinMs + (given.withinMs ?? 0)
  const duels = await Promise.all(Array.from({ length: given.battles }, () => openDuel(world.urls, random.fork())))
  const players = duels.flatMap((duel) => duel.players)
  try {
    const history = new History()
    const violations: string[] = []
    let isHealed = false
    const played = duels.map((duel) =>
      noting(
        violations,
        playBattle({ duel, random: random.fork(), history, mayEnd: () => isHealed, reconnectEveryMs, deadlineMs }),
      ),
    )
    await trouble(players)
    isHealed = true
    await Promise.all(played)
    const battleIds = await finish(world, { duels, random, history, violations })
    return {
      seed: given.seed,
      faults: given.faults,
      battles: battleIds.length,
      commands: history.commands.length,
      reconnects: countReconnects(players),
      violations: violations.slice(0, 40),
    }
  } finally {
    for (const player of players) player.leave()
  }
}

/** Rematches of some, then every check there is. */
async function finish(
  world: ChaosWorld,
  given: { duels: readonly Duel[]; random: Random; history: History; violations: string[] },
): Promise<string[]> {
  const { duels, random, history, violations } = given
  const players = duels.flatMap((duel) => duel.players)
  const battleIds = duels.map(({ battleId }) => battleId)
  const finished = duels.filter((duel) => isOver(duel.players[0]?.room(duel.battleId).state.view ?? null))
  for (const { battleId, players: both } of finished) {
    const view = both[0]?.room(battleId).state.view
    if (view?.state !== 'FINISHED') violations.push(`I9 ${battleId}: ended as ${view?.result?.reason}, and both were there`)
  }
  await Promise.all(
    finished
      .filter(() => random.next() < 0.5)
      .map((duel) =>
        noting(
          violations,
          playRematch(history, duel).then((rematchId) => battleIds.push(rematchId)),
        ),
      ),
  )
  await noting(violations, untilSettled(world, battleIds, history, players))
  violations.push(...(await checkClients(world.query.bind(world), { battleIds, players, history })))
  const { violations: inDatabase } = await checkInvariants(world.query.bind(world), { graceMs: 10_000 })
  violations.push(...inDatabase.map(({ invariant, battleId, what }) => `${invariant} ${battleId ?? ''}: ${what}`))
  return battleIds
}

async function noting(violations: string[], work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => violations.push(error instanceof Error ? error.message : String(error)))
}

function countReconnects(players: readonly TestPlayer[]): number {
  return players.reduce((sum, { connects }) => sum + Math.max(0, connects - 1), 0)
}

/** Every answer has come, every submission has its verdict, every client knows the end of the log. */
async function untilSettled(
  world: ChaosWorld,
  battleIds: readonly string[],
  history: History,
  players: readonly TestPlayer[],
): Promise<void> {
  await until('every command is answered', () => history.isSettled, 60_000)
  await until(
    'every submission is judged',
    async () => {
      const rows = await world.query(
        "SELECT 1 FROM submission WHERE kind = 'battle' AND verdict IS NULL AND battle_id = ANY($1)",
        [battleIds],
      )
      return rows.length === 0
    },
    60_000,
  )
  const versions = await world.query<{ id: string; version: number }>('SELECT id, version FROM battle WHERE id = ANY($1)', [
    battleIds,
  ])
  await until('every client knows the whole log', () =>
    players.every((player) =>
      versions
        .filter(({ id }) => player.entered.includes(id))
        .every(({ id, version }) => (player.room(id).state.view?.seq ?? 0) >= version),
    ),
  )
}
