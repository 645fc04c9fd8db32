import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { speedSteps } from '@eduscale/contracts/judge'
import { plainJudging } from '@eduscale/contracts/test-set'
import { judgeSubmission } from '../src/judge-submission'
import { languages } from '../src/languages/registry'
import { measureSpeed } from '../src/speed'
import { shareOf } from '../../../scripts/tests/share'
import { listHostilePrograms, openRange, type Range } from './attack'

const quick = [
  'busy-loop.c',
  'busy-loop.py',
  'children-burn.c',
  'starve-init.c',
  'memory-bomb.c',
  'stack-overflow.c',
  'fork-bomb.c',
]
const programs = listHostilePrograms('L2').filter(({ name }) => quick.includes(name))

const steps = [1, 1.5, 4]
/** There are seven programs and shares of a third: each has some programs at every step. */
const attacks = shareOf(
  steps.flatMap((speedStep) => programs.map((program) => ({ speedStep, program }))),
  3,
)

// Up and down: what is contained on one machine is contained on a slower one, and the verdict is the same.
describe.each(steps)('limits of time %d times as long', (speedStep) => {
  let range: Range
  beforeAll(async () => {
    range = await openRange('L2', { name: `speed-${speedStep}`, speedStep })
  })
  afterAll(async () => range.opened.close())

  const here = attacks.filter((attack) => attack.speedStep === speedStep)
  test.each(here)('$program.name is contained, with the verdict it has', async ({ program }) => {
    const found = await range.attack(program)
    // Whatever else runs on this machine may mount something meanwhile.
    expect(found.filter((line) => !line.includes('hostMounts'))).toEqual([])
  })

  test('a program is stopped at the stretched limit, and one that needs it is right', async () => {
    const judge = async (text: string) =>
      judgeSubmission(
        range.opened.sandbox,
        {
          language: languages.python,
          sources: [{ name: 'main.py', text }],
          limits: { timeMs: 200, memoryMb: 64, outputBytes: 1024 },
          tests: [{ name: '1', isSample: true, input: Buffer.from(''), answer: Buffer.from('7\n') }],
          judging: plainJudging,
          stopAtFirst: true,
          speedStep,
        },
        AbortSignal.timeout(60_000),
      )
    const late = await judge('while True: pass')
    expect(late.verdict).toBe('TLE')
    expect(late.tests[0]?.cpuMs).toBeGreaterThanOrEqual(200 * speedStep)
    const slow = `import time\nwhile time.process_time() < ${0.2 * speedStep - 0.05}: pass\nprint(7)`
    expect((await judge(slow)).verdict).toBe('AC')
  })

  test('the machine’s speed is measured in a box, and has a step', async () => {
    const speed = await range.opened.sandbox.withSlot(async ({ box }) => measureSpeed(box), {
      signal: AbortSignal.timeout(60_000),
      image: 'polyglot',
    })
    expect(speed.cpuRatio).toBeGreaterThan(0)
    expect(speed.pageMicros).toBeGreaterThan(0)
    expect(speedSteps).toContain(speed.step)
  })
})
