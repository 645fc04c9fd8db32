import { scriptedProgram } from '../../packages/testing/src/scripted-runner'
import type { Verdict } from '@eduscale/contracts/verdict'
import type { Row } from '../table/rows'
import { leaveAll, settled, startBattle } from './battles'
import { cumulativeShift, type Shift } from './probe'
import type { MeasuredPage, Stage } from './stage'

const goal = 0.01
/** A draft of this many lines: the gutter has three digits, and the reload brings it back. */
const draftLines = 120

/** How much moves by itself while one plays: from the lobby through the other's submissions to a reload in the middle. */
export async function measureSteadiness(stage: Stage, say: (line: string) => void): Promise<Row[]> {
  const rows: Row[] = []
  for (const [format, players] of [
    ['duel', 2],
    ['group', 12],
  ] as const) {
    const { battleId, me, others } = await startBattle(stage, { format, players })
    const submit = async (verdict: Verdict, passed: number) => {
      const code = scriptedProgram({ verdict, afterMs: 600, tests: { passed, total: 10 } })
      // The last one stays without a solution, so that the battle goes on.
      await Promise.all(others.slice(0, Math.max(1, others.length - 1)).map((player) => player.submit(battleId, code)))
    }
    await submit('WA', 4)
    await me.page.waitForTimeout(2_000)
    await submit('TLE', 7)
    await me.page.waitForTimeout(2_000)
    rows.push(shiftRow(`shift of a live ${format}`, await shiftsOf(me), say))

    await me.page.locator('[data-testid=editor] .cm-content').click()
    await me.page.keyboard.insertText('pass\n'.repeat(draftLines))
    await me.page.waitForTimeout(3_000)
    await me.page.reload()
    await settled(me)
    await submit('WA', 8)
    await me.page.waitForTimeout(2_000)
    rows.push(shiftRow(`shift of a ${format} after a reload`, await shiftsOf(me), say))
    leaveAll(others)
    await me.close()
  }
  return rows
}

async function shiftsOf(page: MeasuredPage): Promise<Shift[]> {
  return (await page.read()).shifts
}

function shiftRow(metric: string, shifts: readonly Shift[], say: (line: string) => void): Row {
  const value = cumulativeShift(shifts)
  for (const shift of shifts)
    say(`${metric}: ${shift.value.toFixed(5)} at ${Math.round(shift.at)} ms, ${shift.sources.join('; ')}`)
  return { metric, value, unit: '', floor: null, ratio: null, goal: `<= ${goal}`, ok: value <= goal }
}
