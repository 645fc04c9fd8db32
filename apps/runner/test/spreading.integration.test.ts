import { expect, test } from 'vitest'
import { plainJudging } from '@eduscale/contracts/test-set'
import { judgeSubmission, type JudgeRequest } from '../src/judge-submission'
import { languages } from '../src/languages/registry'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'

test('one submission’s tests are spread over idle cores, with the verdict and the order of one core alone', async () => {
  const wide = await openTestSandbox('spread', { cores: [0, 1] })
  try {
    const names = Array.from({ length: 12 }, (_, i) => `secret/${String(i).padStart(2, '0')}`)
    const tests = names.map((name, i) => ({ name, isSample: false, input: Buffer.from(`${i}\n`), answer: Buffer.from(`${i}\n`) }))
    const told: number[] = []
    const request = (text: string, change: Partial<JudgeRequest>): JudgeRequest => ({
      language: languages.python,
      sources: [{ name: 'main.py', text }],
      limits: { timeMs: 1000, memoryMb: 64, outputBytes: 65_536 },
      tests,
      judging: plainJudging,
      stopAtFirst: true,
      maySpread: true,
      onTest: (_result, index) => told.push(index),
      ...change,
    })
    const slow = 'import time\nn = int(input())\nwhile time.process_time() < 0.08: pass\nprint(n if n != 7 else "?")'
    // Whoever else uses slots on this machine may have the other core all the while: then once more.
    for (let most = 0; most < 2;) {
      told.length = 0
      const watch = setInterval(() => (most = Math.max(most, wide.sandbox.busySlots)), 5)
      const judgement = await judgeSubmission(wide.sandbox, request(slow, {}), AbortSignal.timeout(60_000))
      clearInterval(watch)
      expect(judgement.tests.map(({ verdict }) => verdict)).toEqual([
        ...Array.from({ length: 7 }, () => 'AC'),
        'WA',
        ...Array.from({ length: 4 }, () => 'SKIPPED'),
      ])
      expect(told).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    }
    // Who waits for a core gets one while the other goes on: both cores were with the first submission.
    const judgeLong = () =>
      judgeSubmission(
        wide.sandbox,
        request(slow.replace('7', '99'), { tests: [...tests, ...tests] }),
        AbortSignal.timeout(60_000),
      )
    let first = judgeLong()
    while (!(await hasBothCores(wide, first))) first = judgeLong()
    let isFirstDone = false
    void first.then(() => (isFirstDone = true))
    const second = await judgeSubmission(
      wide.sandbox,
      request('print(input())', { tests: tests.slice(0, 2) }),
      AbortSignal.timeout(60_000),
    )
    expect([second.verdict, isFirstDone]).toEqual(['AC', false])
    expect((await first).verdict).toBe('AC')
    expect(wide.anomalies).toEqual([])
  } finally {
    await wide.close()
  }
})

/** Waits until it has, or has ended without. */
async function hasBothCores({ sandbox }: TestSandbox, judging: Promise<unknown>): Promise<boolean> {
  let poll: NodeJS.Timeout | undefined
  const both = new Promise<boolean>((resolve) => {
    poll = setInterval(() => sandbox.busySlots === 2 && resolve(true), 5)
  })
  return Promise.race([both, judging.then(() => false)]).finally(() => clearInterval(poll))
}
