import { parseArgs } from 'node:util'
import { tryStarts } from '../bench/battles/try-starts'
import { checkJoins } from '../packages/testing/src/chaos/check-joins'
import { ChaosWorld } from '../packages/testing/src/chaos/chaos-world'
import { faultNames, type FaultName } from '../packages/testing/src/chaos/faults'
import { playReconnects, playRound } from '../packages/testing/src/chaos/play-round'
import { onEnd } from './setup/lifetime'
import { Random } from '../packages/testing/src/chaos/random'

// `npm run -s chaos -- [--minutes N | --rounds N] [--seed S] [--fault NAME,NAME] [--battles N] [--nodes N]`: battles, played under
// faults, held against the invariants. Brings its own PostgreSQL and Redis. Exit code 1 when something didn't hold.
// `--reconnects N`: no other fault, but every connection dropped again and again, N times in all.
// `--joins N`: joins while events come, with a pause in the middle of each. `--starts N`: battles that two processes start at once,
// with pauses longer than the lock lives (`--pauses N` of them); beside them the same, or `--redlock-starts N`, with the lock
// alone, which lets some start twice. `--within MINUTES` bounds each race, and all reconnects.

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    within: { type: 'string' },
    rounds: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    fault: { type: 'string' },
    battles: { type: 'string', default: '4' },
    nodes: { type: 'string', default: '2' },
    reconnects: { type: 'string' },
    joins: { type: 'string' },
    starts: { type: 'string' },
    pauses: { type: 'string' },
    'redlock-starts': { type: 'string' },
  },
})

/** Rounds in which connections are dropped: long enough for what a round costs besides, short enough to repeat one. */
const reconnecting = { battles: 40, withinMs: 120_000 }

async function main(): Promise<number> {
  for (const [name, value] of Object.entries(values)) {
    if (name !== 'fault' && !(Number(value) >= 0)) throw new Error(`--${name} takes a number, and was given ${value}`)
  }
  const deadline = values.rounds === undefined ? Date.now() + Number(values.minutes) * 60_000 : Number.POSITIVE_INFINITY
  const rounds = Number(values.rounds ?? Number.POSITIVE_INFINITY)
  const [nodes, battles, firstSeed] = [Number(values.nodes), Number(values.battles), Number(values.seed)]
  const chosen = chooseFaults()
  const world = await ChaosWorld.start({ nodes })
  onEnd(() => world.close())
  const withinMs = Number(values.within ?? Number.POSITIVE_INFINITY) * 60_000
  const wanted = values.reconnects === undefined ? null : Number(values.reconnects)
  if (values.starts !== undefined) {
    const starts = Number(values.starts)
    // Without a number: as many as show at small size that they bite.
    const pauses = Number(values.pauses ?? Math.min(1_000, Math.ceil(starts / 25)))
    const redlockStarts = Number(values['redlock-starts'] ?? starts)
    return (await tryStarts(world, { starts, redlockStarts, pauses, withinMs }).finally(() => world.close())) ? 0 : 1
  }
  if (values.joins !== undefined) {
    const violations = await checkJoins(world, { random: new Random(firstSeed), joins: Number(values.joins) }).finally(() =>
      world.close(),
    )
    for (const violation of violations) console.log(`  ${violation}`)
    console.log(`${values.joins} joins, ${violations.length} violations`)
    return violations.length === 0 ? 0 : 1
  }
  const beganAt = Date.now()
  const total = {
    rounds: 0,
    battles: 0,
    rooms: 0,
    spectators: 0,
    commands: 0,
    reconnects: 0,
    suspensions: 0,
    timeUps: 0,
    forfeits: 0,
    failed: 0,
  }
  try {
    const isDone = () =>
      wanted === null
        ? total.rounds >= rounds || Date.now() > deadline
        : total.reconnects >= wanted || Date.now() > beganAt + withinMs
    for (let seed = firstSeed; !isDone(); seed += 1) {
      const round =
        wanted === null
          ? await playRound(world, { seed, faults: chosen ?? pickFaults(seed), battles })
          : await playReconnects(world, {
              seed,
              reconnects: wanted - total.reconnects,
              battles: reconnecting.battles,
              withinMs: reconnecting.withinMs,
              onProgress: (reconnects) =>
                console.error(
                  `seed ${seed}: ${total.reconnects + reconnects} of ${wanted} reconnects, ${total.failed} rounds failed`,
                ),
            })
      total.rounds += 1
      total.battles += round.battles
      total.rooms += round.rooms
      total.spectators += round.spectators
      total.commands += round.commands
      total.reconnects += round.reconnects
      total.suspensions += round.suspensions
      total.timeUps += round.timeUps
      total.forfeits += round.forfeits
      console.log(
        `seed ${seed}  ${round.faults.join(', ').padEnd(52)}  ${round.battles} battles (${round.rooms} rooms)  ${round.spectators} spectators  ` +
          `${round.commands} commands  ${round.reconnects} reconnects  ` +
          `${round.suspensions} suspensions  ${round.timeUps} by time  ${round.forfeits} forfeits  ${round.violations.length} violations`,
      )
      if (round.violations.length === 0) continue
      total.failed += 1
      for (const violation of round.violations) console.log(`  ${violation}`)
      const what = wanted === null ? `--rounds 1 --fault ${round.faults.join(',') || 'none'}` : `--reconnects ${round.reconnects}`
      console.log(`  again: npm run -s chaos -- ${what} --seed ${seed} --battles ${battles} --nodes ${nodes}`)
    }
  } finally {
    await world.close()
  }
  console.log(
    `${total.rounds} rounds, ${total.battles} battles (${total.rooms} rooms), ${total.spectators} spectators, ${total.commands} commands, ` +
      `${total.reconnects} reconnects, ${total.suspensions} suspensions, ${total.timeUps} ended by time, ${total.forfeits} forfeits, ` +
      `${total.failed} rounds with violations`,
  )
  return total.failed === 0 ? 0 : 1
}

function chooseFaults(): FaultName[] | null {
  if (values.fault === undefined) return null
  return values.fault.split(',').map((name) => {
    const known = faultNames.find((fault) => fault === name.trim())
    if (!known) throw new Error(`there is no fault ${name}; there are: ${faultNames.join(', ')}`)
    return known
  })
}

/** One to three at a time. Two that end the same server at once would only undo each other's healing. */
function pickFaults(seed: number): FaultName[] {
  const random = new Random(seed)
  const picked = new Map<string, FaultName>()
  for (let left = random.between(1, 3); left > 0; left -= 1) {
    const name = random.pick(faultNames)
    picked.set(name.split('-')[0] ?? name, name)
  }
  return [...picked.values()]
}

try {
  process.exit(await main())
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(2)
}
