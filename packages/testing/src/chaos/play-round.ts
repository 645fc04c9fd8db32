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

/** How long battles may take to end once everything is healed; a resumed outage, forfeits and lost jobs included. */
const endWithinMs = 90_000

/**
 * One round: battles begin, the faults happen at moments that the seed chooses, everything is healed, all battles end; then what
 * the clients saw and what the database has are held against the invariants.
 */
export async function playRound(
  world: ChaosWorld,
  given: { seed: number; faults: readonly FaultName[]; battles: number },
): Promise<RoundReport> {
  const random = new Random(given.seed)
  const duels = await Promise.all(Array.from({ length: given.battles }, () => openDuel(world.urls, random.fork())))
  try {
    return await playDuels(world, given, duels, random)
  } finally {
    for (const player of duels.flatMap((duel) => duel.players)) player.leave()
  }
}

async function playDuels(
  world: ChaosWorld,
  given: { seed: number; faults: readonly FaultName[] },
  duels: readonly Duel[],
  random: Random,
): Promise<RoundReport> {
  const history = new History()
  const players = duels.flatMap((duel) => duel.players)
  const battleIds = duels.map(({ battleId }) => battleId)
  const violations: string[] = []
  let isHealed = false
  const noting = async (work: Promise<unknown>): Promise<void> => {
    await work.catch((error: unknown) => violations.push(error instanceof Error ? error.message : String(error)))
  }
  const played = duels.map((duel) =>
    noting(
      playBattle({ duel, random: random.fork(), history, mayEnd: () => isHealed, reconnects: true, deadlineMs: endWithinMs }),
    ),
  )
  const broken = given.faults.map(async (name) => {
    const own = random.fork()
    await sleep(own.between(0, 7_000))
    await faults[name](world, own)
  })
  await Promise.all(broken)
  await sleep(1_000)
  isHealed = true
  await Promise.all(played)

  const finished = duels.filter((duel) => isOver(duel.players[0]?.room(duel.battleId).state.view ?? null))
  for (const { battleId, players: both } of finished) {
    const view = both[0]?.room(battleId).state.view
    if (view?.state !== 'FINISHED') violations.push(`I9 ${battleId}: ended as ${view?.result?.reason}, and both were there`)
  }
  await Promise.all(
    finished
      .filter(() => random.next() < 0.5)
      .map((duel) => noting(playRematch(history, duel).then((rematchId) => battleIds.push(rematchId)))),
  )
  await noting(untilSettled(world, battleIds, history, players))
  violations.push(...(await checkClients(world.query.bind(world), { battleIds, players, history })))
  const { violations: inDatabase } = await checkInvariants(world.query.bind(world), { graceMs: 10_000 })
  violations.push(...inDatabase.map(({ invariant, battleId, what }) => `${invariant} ${battleId ?? ''}: ${what}`))
  const reconnects = players.reduce((sum, player) => sum + player.connects - 1, 0)
  return {
    ...given,
    battles: battleIds.length,
    commands: history.commands.length,
    reconnects,
    violations: violations.slice(0, 40),
  }
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
