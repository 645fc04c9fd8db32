import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { TestResult } from '@eduscale/contracts/judge'
import { plainJudging, type Judging } from '@eduscale/contracts/test-set'
import { judgeSubmission, type Judgement, type JudgeRequest } from '../src/judge-submission'
import { runSpec } from '../src/judge/limits'
import { languages } from '../src/languages/registry'
import { SandboxError } from '../src/sandbox/sandbox'
import { ownerLabel } from '../src/sandbox/slot-spec'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'

const docker = async (...args: string[]): Promise<string> => (await promisify(execFile)('docker', args)).stdout.trim()

let opened: TestSandbox
beforeAll(async () => {
  opened = await openTestSandbox('judge')
})
afterAll(async () => opened.close())
afterEach(() => opened.anomalies.splice(0))

const echo = 'print(input())'
const testsOf = (...lines: string[]) =>
  lines.map((line, i) => ({
    name: String(i + 1),
    isSample: false,
    input: Buffer.from(`${line}\n`),
    answer: Buffer.from(`${line}\n`),
  }))

async function judge(text: string, change: Partial<JudgeRequest> = {}, signal = AbortSignal.timeout(60_000)): Promise<Judgement> {
  return judgeSubmission(
    opened.sandbox,
    {
      language: languages.python,
      sources: [{ name: 'main.py', text }],
      limits: { timeMs: 1000, memoryMb: 64, outputBytes: 64 * 1024 },
      tests: testsOf('a', 'b', 'c'),
      judging: plainJudging,
      stopAtFirst: false,
      ...change,
    },
    signal,
  )
}
const verdicts = ({ tests }: Judgement): string[] => tests.map((test) => test.verdict)

test("the verdict is the first that isn't AC, in the order of the tests", async () => {
  const text = 'line = input()\nif line == "b": print("x")\nelif line == "c": raise SystemExit(1)\nelse: print(line)'
  const all = await judge(text)
  expect([all.verdict, ...verdicts(all)]).toEqual(['WA', 'AC', 'WA', 'RTE'])
  const first = await judge(text, { stopAtFirst: true })
  expect([first.verdict, ...verdicts(first)]).toEqual(['WA', 'AC', 'WA', 'SKIPPED'])
})

test('steps are told in order, while they happen', async () => {
  const steps: string[] = []
  await judge(echo, {
    onCompiling: () => steps.push('compiling'),
    onCompiled: ({ ok }) => steps.push(`compiled ${ok}`),
    onTest: (result: TestResult, index) => steps.push(`${index} ${result.verdict}`),
  })
  expect(steps).toEqual(['compiling', 'compiled true', '0 AC', '1 AC', '2 AC'])
})

test('output is shown for samples and own input only', async () => {
  const [secret] = (await judge(echo)).tests
  expect([secret?.stdout, secret?.stderr]).toEqual([null, null])
  const own = await judge('print(input())', {
    tests: [{ name: 'input', isSample: true, input: Buffer.from('mine\n'), answer: null }],
  })
  expect(own).toMatchObject({ verdict: 'AC', tests: [{ stdout: 'mine\n', stderr: '' }] })
})

test('large inputs and outputs pass unchanged', async () => {
  const line = 'x'.repeat(3_000_000)
  const { verdict } = await judge(echo, {
    tests: testsOf(line, 'y', line),
    limits: { timeMs: 2000, memoryMb: 64, outputBytes: 4_000_000 },
  })
  expect(verdict).toBe('AC')
})

test('one byte over the output limit is OLE, the limit itself is not', async () => {
  const limits = { timeMs: 1000, memoryMb: 64, outputBytes: 4096 }
  const printing = (bytes: number): string => `import sys\nsys.stdout.write("a" * ${bytes})`
  const tests = [{ name: '1', isSample: false, input: Buffer.alloc(0), answer: Buffer.from('a'.repeat(4096)) }]
  expect((await judge(printing(4096), { limits, tests })).verdict).toBe('AC')
  expect((await judge(printing(4097), { limits, tests })).verdict).toBe('OLE')
})

test('memory is measured to the megabyte, and its limit holds there', async () => {
  const hold = (mb: number): string =>
    `#include <cstdio>\n#include <cstdlib>\nint main() { volatile char *p = (char *)malloc(${mb} << 20); for (int i = 0; i < ${mb} << 20; i += 512) p[i] = 'a'; printf("%c\\n", p[512]); }`
  const request = { language: languages.cpp, tests: testsOf('a') }
  const under = await judge(hold(60), request)
  expect(under.verdict).toBe('AC')
  expect((under.tests[0]?.memoryBytes ?? 0) / 1024 / 1024).toBeGreaterThan(60)
  expect((under.tests[0]?.memoryBytes ?? 0) / 1024 / 1024).toBeLessThan(60 + 4)
  expect((await judge(hold(66), request)).verdict).toBe('MLE')
  expect((await judge(hold(500), request)).verdict).toBe('MLE')
})

const parityValidator = `import sys
with open(sys.argv[1]) as source, open(sys.argv[2]) as answer:
    line, wanted = source.read().strip(), answer.read().strip()
got = sys.stdin.read().strip()
if got == "strange":
    sys.exit(7)
with open(sys.argv[3] + "teammessage.txt", "w") as message:
    message.write("asked " + line + ", with " + " ".join(sys.argv[4:]))
sys.exit(42 if got == wanted else 43)`
const judgedBy = (text: string): Judging => ({
  ...plainJudging,
  validators: [{ language: 'python', files: [{ name: 'validate.py', text }] }],
  validatorFlags: ['limit=3'],
})
const custom = judgedBy(parityValidator)

test('a custom validator decides, and says why', async () => {
  const right = await judge(echo, { judging: custom })
  expect(right).toMatchObject({ verdict: 'AC', error: null })
  expect(right.tests.map((one) => one.message)).toEqual([
    'asked a, with limit=3',
    'asked b, with limit=3',
    'asked c, with limit=3',
  ])
  expect(verdicts(await judge('print("a")', { judging: custom }))).toEqual(['AC', 'WA', 'WA'])
  // Whatever else it answers is the problem's fault, not the contestant's.
  const strange = await judge('print("strange")', { judging: custom })
  expect(strange.verdict).toBe('IE')
  expect(strange.error).toContain('answered 7')
  // A program that failed is not shown to it.
  expect((await judge('raise SystemExit(42)', { judging: custom })).verdict).toBe('RTE')
})

test("a validator that doesn't compile is an internal error", async () => {
  expect(await judge(echo, { judging: judgedBy('print(') })).toMatchObject({
    verdict: 'IE',
    error: expect.stringContaining('compile'),
  })
})

test("answers are in the validator's container and never in the contestant's", async () => {
  const marker = 'the-answer-nobody-sees'
  const hunt = `import os
found = []
for top in ("/box", "/tmp", "/var", "/etc", "/proc"):
    for d, _, names in os.walk(top):
        for name in names:
            if "/fd" in d:
                continue
            try:
                with open(d + "/" + name, "rb") as file:
                    if ${JSON.stringify(marker.slice(0, 10))}.encode() + b${JSON.stringify(marker.slice(10))} in file.read(1 << 20):
                        found.append(name)
            except OSError:
                pass
print(found)`
  const accept = judgedBy('import sys\nassert "nobody-sees" in open(sys.argv[2]).read()\nsys.exit(42)')
  const tests = ['1', '2'].map((name) => ({ name, isSample: true, input: Buffer.alloc(0), answer: Buffer.from(marker) }))
  const judgement = await judge(hunt, {
    judging: accept,
    tests,
    limits: { timeMs: 5000, memoryMb: 64, outputBytes: 64 * 1024 },
  })
  expect(judgement).toMatchObject({ verdict: 'AC' })
  expect(judgement.tests.map((one) => one.stdout)).toEqual(['[]\n', '[]\n'])
  const users = (await docker('ps', '-q', '--filter', `label=${ownerLabel}=${opened.owner}`)).split('\n')
  const uids = await Promise.all(users.map(async (id) => docker('inspect', '--format', '{{.Config.User}}', id)))
  expect(new Set(uids).size).toBe(2)
})

test('nothing of one submission is in the box of the next', async () => {
  const first = { name: 'main.py', text: 'import secret\nprint(input())' }
  expect((await judge('', { sources: [first, { name: 'secret.py', text: '' }] })).verdict).toBe('AC')
  expect((await judge(first.text)).verdict).toBe('RTE')
})

test('a slot that dies is told apart from its program, and replaced', async () => {
  const running = judge('import time\nprint(input(), flush=True)\ntime.sleep(3)')
  const outcome = running.then(
    () => null,
    (error: unknown) => error,
  )
  await waitFor(async () => (await docker('ps', '-q', '--filter', `label=${ownerLabel}=${opened.owner}`)) !== '')
  await new Promise((resolve) => setTimeout(resolve, 300))
  for (const id of (await docker('ps', '-q', '--filter', `label=${ownerLabel}=${opened.owner}`)).split('\n'))
    await docker('kill', id)
  expect(await outcome).toBeInstanceOf(SandboxError)
  expect(opened.anomalies).toHaveLength(1)
  expect((await judge(echo)).verdict).toBe('AC')
})

test('an abort ends a run at once, and the next has a fresh slot', async () => {
  const stop = new AbortController()
  const startedAt = Date.now()
  const running = judge('import time\ntime.sleep(100)', {}, stop.signal)
  setTimeout(() => stop.abort(), 300)
  await expect(running).rejects.toThrow('aborted')
  // Not the hundred seconds that it wanted.
  expect(Date.now() - startedAt).toBeLessThan(30_000)
  expect((await judge(echo)).verdict).toBe('AC')
})

test('a container is replaced after its share of submissions', async () => {
  const short = await openTestSandbox('share', { submissionsPerContainer: 2 })
  try {
    const names = async (): Promise<string> =>
      docker('ps', '--format', '{{.Names}}', '--filter', `label=${ownerLabel}=${short.owner}`)
    const once = async (): Promise<unknown> =>
      short.sandbox.withSlot(async ({ box }) => box.reset(), { signal: AbortSignal.timeout(10_000), image: 'polyglot' })
    const first = await names()
    await once()
    await once()
    await waitFor(async () => !['', first].includes(await names()))
    expect((await names()).split('\n')).toHaveLength(1)
  } finally {
    await short.close()
  }
  expect(await docker('ps', '-aq', '--filter', `label=${ownerLabel}=${short.owner}`)).toBe('')
})

test('an error of our own in judging replaces the slot and rests no core; one of the slot does', async () => {
  const own = await openTestSandbox('blame')
  const signal = AbortSignal.timeout(60_000)
  const fail = async (error: Error): Promise<void> =>
    own.sandbox.withSlot(async () => Promise.reject(error), { signal, image: 'polyglot' })
  const hearBadly = async (): Promise<unknown> =>
    own.sandbox.withSlot(
      async ({ box }) => {
        box.reset()
        box.putFile({ name: 'main.py', content: Buffer.from('print(1)') })
        const limits = { timeMs: 1000, memoryMb: 64, outputBytes: 1024 }
        const onOutput = (): never => {
          throw new TypeError('ours')
        }
        return box.talk(runSpec({ language: languages.python, limits }, Buffer.alloc(0)), { onOutput }).result
      },
      { signal, image: 'polyglot' },
    )
  try {
    for (let times = 0; times < 3; times += 1) {
      await expect(fail(new RangeError('ours'))).rejects.toThrow(RangeError)
      await expect(hearBadly()).rejects.toThrow(TypeError)
    }
    expect([own.anomalies.length, own.sandbox.quarantinedSlots]).toEqual([6, 0])
    for (let times = 0; times < 3; times += 1) await expect(fail(new SandboxError('of the slot'))).rejects.toThrow(SandboxError)
    expect(own.sandbox.quarantinedSlots).toBe(1)
  } finally {
    await own.close()
  }
})

test('more arguments than a box takes rest no core, however often', async () => {
  const validatorFlags = Array.from({ length: 300 }, (_, number) => String(number))
  const validators = [{ language: 'python' as const, files: [{ name: 'validate.py', text: 'raise SystemExit(42)' }] }]
  for (let time = 0; time < 4; time += 1)
    await expect(judge(echo, { judging: { ...plainJudging, validators, validatorFlags } })).rejects.toThrow(RangeError)
  expect(opened.sandbox.quarantinedSlots).toBe(0)
  expect(await judge(echo)).toMatchObject({ verdict: 'AC' })
})

test('where one of two cores rests, a sandbox of one slot still has it', async () => {
  const own = await openTestSandbox('resting', { cores: [0, 1], slots: 1 })
  const broken = new SandboxError('of the slot')
  const signal = AbortSignal.timeout(60_000)
  const fail = async (): Promise<void> => own.sandbox.withSlot(async () => Promise.reject(broken), { signal, image: 'polyglot' })
  try {
    // Whichever is free is taken: soon it was one of them three times in a minute.
    for (let times = 0; times < 20 && own.sandbox.quarantinedSlots === 0; times += 1) await expect(fail()).rejects.toThrow(broken)
    const { quarantinedSlots, usableSlots } = own.sandbox
    expect({ quarantinedSlots, usableSlots }).toEqual({ quarantinedSlots: 1, usableSlots: 1 })
  } finally {
    await own.close()
  }
})

test("two sandboxes on one core take turns: neither sees the other's time", async () => {
  const other = await openTestSandbox('turns')
  try {
    let running = 0
    let most = 0
    const hold = async (sandbox: TestSandbox['sandbox']): Promise<void> =>
      sandbox.withSlot(
        async () => {
          running += 1
          most = Math.max(most, running)
          await new Promise((resolve) => setTimeout(resolve, 30))
          running -= 1
        },
        { signal: AbortSignal.timeout(20_000), image: 'polyglot' },
      )
    await Promise.all(Array.from({ length: 6 }, async (_, i) => hold(i % 2 === 0 ? opened.sandbox : other.sandbox)))
    expect(most).toBe(1)
  } finally {
    await other.close()
  }
})

test('a sandbox with much to do lets another one have its turn', async () => {
  const other = await openTestSandbox('patient')
  try {
    const order: string[] = []
    const hold = async (sandbox: TestSandbox['sandbox'], name: string): Promise<void> =>
      sandbox.withSlot(
        async () => {
          order.push(name)
          await new Promise((resolve) => setTimeout(resolve, 20))
        },
        { signal: AbortSignal.timeout(20_000), image: 'polyglot' },
      )
    const busy = Array.from({ length: 20 }, async () => hold(opened.sandbox, 'busy'))
    await waitFor(async () => order.length > 0)
    await Promise.all([...busy, hold(other.sandbox, 'patient')])
    expect(order.indexOf('patient')).toBeLessThan(10)
  } finally {
    await other.close()
  }
})

async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it never came to hold')
}
