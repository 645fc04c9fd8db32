import { setTimeout as sleep } from 'node:timers/promises'
import type { Verdict } from '@eduscale/contracts/verdict'
import { scriptedProgram } from '../../packages/testing/src/scripted-runner'
import type { TestPlayer } from '../../packages/testing/src/test-player'
import type { Row } from '../table/rows'
import { leaveAll, startBattle } from './battles'
import type { Stage } from './stage'

const players = 16
const submissionsPerSecond = 10
const seconds = 15
const keyEveryMs = 90
const verdicts: readonly Verdict[] = ['WA', 'TLE', 'RTE', 'WA', 'MLE']

/** One types while submissions and their verdicts rain in, about twenty events a second: until they are painted, and until keys are. */
export async function measureRain(stage: Stage, say: (line: string) => void): Promise<Row[]> {
  const rows: Row[] = []
  for (const throttle of [1, 4]) {
    const { battleId, me, others } = await startBattle(stage, { format: 'group', players })
    const [witness] = others
    const told = new Map<number, number>()
    witness?.room(battleId).subscribe({
      onEvent: (event) => event.t === 'battle:judged' && told.set(event.seq, performance.timeOrigin + performance.now()),
    })
    await me.cdp.send('Emulation.setCPUThrottlingRate', { rate: throttle })
    await me.page.locator('[data-testid=editor] .cm-content').click()
    await sleep(1_000)
    const before = Object.keys((await me.read()).interactions).length
    const raining = rain(battleId, others)
    let keys = 0
    for (const until = Date.now() + seconds * 1_000; Date.now() < until; keys += 1) {
      await me.page.keyboard.press(keys % 30 === 29 ? 'Enter' : 'abcdefghij'.charAt(keys % 10))
      await sleep(keyEveryMs)
    }
    await raining
    await sleep(1_500)
    const { painted, interactions } = await me.read()
    await me.cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    const late = [...told].flatMap(([seq, at]) => (painted[seq] === undefined ? [] : [painted[seq] - at]))
    // What took less than the observer's 16 ms isn't reported: those keys are counted as that.
    const took = Object.values(interactions).slice(before)
    const all = [...took, ...Array.from({ length: Math.max(0, keys - took.length) }, () => 16)]
    say(`${throttle}x: ${told.size} verdicts told, ${late.length} painted; ${keys} keys, ${took.length} of them over 16 ms`)
    rows.push(row(`verdict told to painted, p99, ${throttle}x CPU`, quantile(late, 0.99), throttle === 1 ? 50 : 100))
    rows.push(row(`key to paint while they come, p98, ${throttle}x CPU`, quantile(all, 0.98), throttle === 1 ? 50 : 150))
    leaveAll(others)
    await me.close()
  }
  return rows
}

async function rain(battleId: string, others: readonly TestPlayer[]): Promise<void> {
  const waiting: Promise<unknown>[] = []
  for (let drop = 0; drop < seconds * submissionsPerSecond; drop += 1) {
    const verdict = verdicts[drop % verdicts.length] ?? 'WA'
    const code = scriptedProgram({ verdict, afterMs: 300, tests: { passed: drop % 10, total: 10 } })
    const player = others[drop % others.length]
    if (player) waiting.push(player.submit(battleId, code))
    await sleep(1_000 / submissionsPerSecond)
  }
  await Promise.all(waiting)
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

function row(metric: string, value: number, goalMs: number): Row {
  return { metric, value, unit: 'ms', floor: null, ratio: null, goal: `<= ${goalMs} ms`, ok: value <= goalMs }
}
