import { openJars, refreshAll, signAlone } from './access/refreshes'
import { signOut, withdrawInTurns } from './access/withdrawals'
import { quantile } from './battles/load'
import { startWorlds } from './battles/worlds'
import { median, type Row } from './table/rows'

// How soon a withdrawn session's socket is closed, over the end of a room of bare Socket.io on two relays, and without Redis, where nodes
// read what was withdrawn every second; and what a renewal costs over the signature in it. The generator shares the machine.

const withdrawals = Number(process.env['BENCH_WITHDRAWALS'] ?? 400)
const without = Number(process.env['BENCH_WITHOUT_REDIS'] ?? 120)
const sessions = Number(process.env['BENCH_SESSIONS'] ?? 1_500)
const rounds = 5
/** Nodes read what was withdrawn so often. */
const readEveryMs = 1_000
/** A hundred thousand people who are there, each of whom renews every four minutes. */
const goalPerSecond = 100_000 / 240

const say = (line: string): void => console.error(line)

export async function run(): Promise<Row[]> {
  say('PostgreSQL, Redis, two api nodes, two bare relays ...')
  const worlds = await startWorlds({ goesByProxy: true })
  try {
    // What runs for the first time is slow.
    await withdrawInTurns(worlds, 50)
    say(`${withdrawals} withdrawals, in turns with as many of the bare relay ...`)
    const { ours, bare } = await withdrawInTurns(worlds, withdrawals)
    const rows = [0.5, 0.99].map((part) => {
      const [value, floor] = [quantile(ours, part), quantile(bare, part)]
      const metric = `withdrawal to closed socket, p${part * 100}`
      return { metric, value, unit: 'ms', floor, ratio: value / floor, goal: '<= 5 x bare', ok: value / floor <= 5 }
    })

    say(`${rounds} rounds of ${sessions} renewals ...`)
    const jars = await openJars(worlds, sessions)
    const found = { renewals: [] as number[], signatures: [] as number[] }
    for (let round = 0; round <= rounds; round += 1) {
      const [signatures, renewals] = [await signAlone(2), await refreshAll(worlds, jars)]
      if (round === 0) continue
      found.signatures.push(signatures)
      found.renewals.push(renewals)
    }
    const [value, floor] = [median(found.renewals), median(found.signatures)]
    const goal = `>= ${Math.ceil(goalPerSecond)} /s`
    const renewals = { metric: 'renewals of one node, over bare signatures', value, unit: '/s', floor, ratio: value / floor }

    say(`${without} withdrawals without Redis ...`)
    worlds.redisNetwork.set('reset')
    const alone = await Promise.all(
      Array.from({ length: without }, async (_, index) => {
        await new Promise((resolve) => setTimeout(resolve, index * 100))
        return signOut(worlds.ours)
      }),
    )
    const p99 = quantile(alone, 0.99)
    const late = { metric: 'the same without Redis, p99', value: p99, unit: 'ms', floor: readEveryMs, ratio: p99 / readEveryMs }
    return [
      ...rows,
      { ...late, goal: '<= 1.25 x the second between two looks', ok: p99 <= 1.25 * readEveryMs },
      { ...renewals, goal, ok: value >= goalPerSecond },
    ]
  } finally {
    worlds.redisNetwork.set('pass')
    await worlds.close()
  }
}
