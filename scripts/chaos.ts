import { parseArgs } from 'node:util'
import { ChaosWorld } from '../packages/testing/src/chaos/chaos-world'
import { faultNames, type FaultName } from '../packages/testing/src/chaos/faults'
import { playRound } from '../packages/testing/src/chaos/play-round'
import { Random } from '../packages/testing/src/chaos/random'

// `npm run -s chaos -- [--minutes N | --rounds N] [--seed S] [--fault NAME,NAME] [--battles N] [--nodes N]`: battles, played under
// faults, held against the invariants. Brings its own PostgreSQL and Redis. Exit code 1 when something didn't hold.

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    rounds: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    fault: { type: 'string' },
    battles: { type: 'string', default: '4' },
    nodes: { type: 'string', default: '2' },
  },
})

async function main(): Promise<number> {
  const deadline = values.rounds === undefined ? Date.now() + Number(values.minutes) * 60_000 : Number.POSITIVE_INFINITY
  const rounds = Number(values.rounds ?? Number.POSITIVE_INFINITY)
  const [nodes, battles, firstSeed] = [Number(values.nodes), Number(values.battles), Number(values.seed)]
  const chosen = chooseFaults()
  const world = await ChaosWorld.start({ nodes })
  const total = { rounds: 0, battles: 0, commands: 0, reconnects: 0, failed: 0 }
  try {
    for (let seed = firstSeed; total.rounds < rounds && Date.now() < deadline; seed += 1) {
      const round = await playRound(world, { seed, faults: chosen ?? pickFaults(seed), battles })
      total.rounds += 1
      total.battles += round.battles
      total.commands += round.commands
      total.reconnects += round.reconnects
      console.log(
        `seed ${seed}  ${round.faults.join(', ').padEnd(52)}  ${round.battles} battles  ${round.commands} commands  ` +
          `${round.reconnects} reconnects  ${round.violations.length} violations`,
      )
      if (round.violations.length === 0) continue
      total.failed += 1
      for (const violation of round.violations) console.log(`  ${violation}`)
      console.log(
        `  again: npm run -s chaos -- --rounds 1 --seed ${seed} --fault ${round.faults.join(',')} --battles ${battles} --nodes ${nodes}`,
      )
    }
  } finally {
    await world.close()
  }
  console.log(
    `${total.rounds} rounds, ${total.battles} battles, ${total.commands} commands, ${total.reconnects} reconnects, ${total.failed} rounds with violations`,
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
