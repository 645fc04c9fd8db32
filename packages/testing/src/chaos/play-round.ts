import { setTimeout as sleep } from 'node:timers/promises'
import { checkInvariants } from '../invariants/check-invariants'
import { TestPlayer } from '../test-player'
import { until } from '../test-platform'
import type { ChaosWorld } from './chaos-world'
import { checkClients } from './check-clients'
import { checkOutages } from './check-outages'
import { faults, type FaultName } from './faults'
import { History } from './history'
import { checkForfeits } from './leave-for-good'
import { findView, listPresent, openBattle, tryAnother, type ChaosBattle, type ChaosFormat } from './open-battle'
import { isOver, playBattle, playRematch } from './play-battle'
import { Random } from './random'
import { Spectator } from './spectator'

export interface RoundReport {
  seed: number
  faults: readonly FaultName[]
  battles: number
  /** Of them, rematches left out, those that weren't duels. */
  rooms: number
  spectators: number
  commands: number
  reconnects: number
  /** How often a battle's clock was stopped, and how many ended by time, or were lost by whoever stayed away. */
  suspensions: number
  timeUps: number
  forfeits: number
  violations: string[]
}

/** Of the battles of a round, so many run out of time, some while things break; nobody solves them. */
const shortShare = 0.4

/** How long a round's battles may take in all; the trouble, resumed outages and lost jobs included. */
const roundWithinMs = 150_000
const progressEveryMs = 5_000

/**
 * One round: battles begin, the faults happen at moments that the seed chooses, everything is healed, all battles end; then what
 * the clients saw and what the database has are held against the invariants.
 */
export async function playRound(
  world: ChaosWorld,
  given: { seed: number; faults: readonly FaultName[]; battles: number; formats?: readonly ChaosFormat[] },
): Promise<RoundReport> {
  const random = new Random(given.seed)
  const formats = given.formats ?? (['duel', 'duel', 'group', 'teams'] as const)
  // In some rounds nobody reconnects unasked: a client that only a reconnect would mend is seen there.
  const reconnectEveryMs = random.next() < 0.5 ? 4_000 : 1_000_000
  const playing = { ...given, formats, random, reconnectEveryMs, thinkMs: 200, shortShare }
  return play(world, playing, async (battles) => {
    await Promise.all(
      given.faults.map(async (name) => {
        const own = random.fork()
        await sleep(own.between(0, 7_000))
        await faults[name](world, own, battles)
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
  const formats = ['duel', 'duel', 'duel', 'group'] as const
  // Few submissions, so that the machine has its time for connections.
  const playing = { ...given, formats, faults: [], random, reconnectEveryMs: 50, thinkMs: 1_000, shortShare: 0 }
  return play(world, playing, async (battles) => {
    const players = battles.flatMap((battle) => battle.players)
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

interface Playing {
  seed: number
  faults: readonly FaultName[]
  battles: number
  /** The seed picks one of them for each battle. */
  formats: readonly ChaosFormat[]
  random: Random
  reconnectEveryMs: number
  thinkMs: number
  shortShare: number
  withinMs?: number
}

/** Plays battles while `trouble` lasts; nobody solves the problem before. */
async function play(
  world: ChaosWorld,
  given: Playing,
  trouble: (battles: readonly ChaosBattle[]) => Promise<void>,
): Promise<RoundReport> {
  const { random, formats, reconnectEveryMs, thinkMs, shortShare } = given
  const deadlineMs = roundWithinMs + (given.withinMs ?? 0)
  const violations: string[] = []
  const battles = await Promise.all(
    Array.from({ length: given.battles }, async (_none, index) => {
      const own = random.fork()
      const battle = await openBattle(world.urls, own, random.pick(formats.slice(0, index === 0 ? 1 : formats.length)))
      // The first one has what must be seen in every round: a ranked duel that lasts.
      if (index === 0 && battle.format === 'duel') await noting(violations, tryAnother(world.urls, battle))
      if (index > 0 && own.next() < shortShare) await shorten(world, battle, own.between(1_500, 9_000))
      return battle
    }),
  )
  const players = () => battles.flatMap((battle) => battle.players)
  const spectators = random.next() < 0.5 ? await openSpectators(world, battles, random) : []
  try {
    const history = new History()
    let isHealed = false
    const played = battles.map((battle) => {
      const mayEnd = () => isHealed && !battle.isShort
      return noting(
        violations,
        playBattle({ battle, random: random.fork(), history, mayEnd, reconnectEveryMs, thinkMs, deadlineMs }),
      )
    })
    await trouble(battles)
    isHealed = true
    await Promise.all(played)
    const battleIds = await finish(world, { battles, spectators, random, history, violations })
    const endings = await countEndings(world, battleIds)
    return {
      seed: given.seed,
      faults: given.faults,
      battles: battleIds.length,
      rooms: battles.filter(({ format }) => format !== 'duel').length,
      spectators: spectators.length,
      commands: history.commands.length,
      reconnects: countReconnects(players()),
      ...endings,
      violations: violations.slice(0, 40),
    }
  } finally {
    for (const spectator of spectators) spectator.close()
    for (const player of players()) player.leave()
  }
}

/** No rules that may be asked for are that short, so they are made so before the battle begins. */
async function shorten(world: ChaosWorld, battle: ChaosBattle, limitMs: number): Promise<void> {
  await world.query("UPDATE battle SET rules = jsonb_set(rules, '{limitMs}', to_jsonb($2::int)) WHERE id = $1", [
    battle.battleId,
    limitMs,
  ])
  battle.isShort = true
}

async function countEndings(
  world: ChaosWorld,
  battleIds: readonly string[],
): Promise<Pick<RoundReport, 'suspensions' | 'timeUps' | 'forfeits'>> {
  const [counted] = await world.query<{ suspensions: number; timeUps: number; forfeits: number }>(
    `SELECT count(*) FILTER (WHERE type = 'battle:suspended')::int AS suspensions,
        count(*) FILTER (WHERE type = 'battle:finished' AND data->>'reason' = 'time')::int AS "timeUps",
        (SELECT count(*)::int FROM battle_player WHERE left_because = 'forfeit' AND battle_id = ANY($1)) AS forfeits
      FROM battle_event WHERE battle_id = ANY($1)`,
    [battleIds],
  )
  return counted ?? { suspensions: 0, timeUps: 0, forfeits: 0 }
}

/** Two look on at one of the battles, and one who plays in it tries to. */
async function openSpectators(world: ChaosWorld, battles: readonly ChaosBattle[], random: Random): Promise<Spectator[]> {
  const { battleId, players } = random.pick(battles)
  const people = await Promise.all([world.urls, world.urls.toReversed()].map((urls) => TestPlayer.create(urls)))
  return [
    ...people.map((person) => new Spectator(person, battleId, false)),
    ...players.slice(0, 1).map((player) => new Spectator(player, battleId, true)),
  ]
}

/** Rematches of some, then every check there is. */
async function finish(
  world: ChaosWorld,
  given: {
    battles: readonly ChaosBattle[]
    spectators: readonly Spectator[]
    random: Random
    history: History
    violations: string[]
  },
): Promise<string[]> {
  const { battles, spectators, random, history, violations } = given
  const players = battles.flatMap((battle) => battle.players)
  const goneIds = new Set(battles.flatMap(({ gone }) => [...gone].map(({ user }) => user.id)))
  const battleIds = battles.map(({ battleId }) => battleId)
  const finished = battles.filter((battle) => isOver(findView(battle)))
  for (const battle of finished) {
    const view = findView(battle)
    if (view?.state !== 'FINISHED') violations.push(`I9 ${battle.battleId}: ended as ${view?.result?.reason}, and all were there`)
  }
  await Promise.all(
    finished
      .filter((battle) => random.next() < 0.5 && battle.gone.size === 0)
      .map((battle) =>
        noting(
          violations,
          playRematch(history, battle).then((rematchId) => battleIds.push(rematchId)),
        ),
      ),
  )
  const present = battles.flatMap(listPresent)
  await noting(violations, untilSettled(world, { battleIds, history, players: present, goneIds, spectators }))
  const query = world.query.bind(world)
  violations.push(...(await checkClients(query, { battleIds, players, goneIds, history })))
  violations.push(...(await checkForfeits(query, battles)), ...(await checkOutages(query, battleIds)))
  for (const spectator of spectators) {
    const battle = battles.find(({ battleId }) => battleId === spectator.battleId)
    violations.push(...(await spectator.check(query, { delayMs: world.watchDelayMs, view: battle && findView(battle) })))
  }
  const { violations: inDatabase } = await checkInvariants(query, { graceMs: 10_000 })
  violations.push(...inDatabase.map(({ invariant, battleId, what }) => `${invariant} ${battleId ?? ''}: ${what}`))
  return battleIds
}

async function noting(violations: string[], work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => violations.push(error instanceof Error ? error.message : String(error)))
}

function countReconnects(players: readonly TestPlayer[]): number {
  return players.reduce((sum, { connects }) => sum + Math.max(0, connects - 1), 0)
}

/** Every answer has come, every submission has its verdict, everybody knows the end of the log. */
async function untilSettled(
  world: ChaosWorld,
  given: {
    battleIds: readonly string[]
    history: History
    players: readonly TestPlayer[]
    goneIds: ReadonlySet<string>
    spectators: readonly Spectator[]
  },
): Promise<void> {
  const { battleIds, history, players, goneIds, spectators } = given
  await until('every command is answered', () => history.isSettled(goneIds), 60_000)
  await until('all typing has arrived', () =>
    players.every((player) => player.entered.every((battleId) => player.room(battleId).unsentEdits === 0)),
  )
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
  await until('every spectator has seen it', () =>
    spectators.every((spectator) => versions.every(({ id, version }) => spectator.hasSeen(id, version))),
  )
}
