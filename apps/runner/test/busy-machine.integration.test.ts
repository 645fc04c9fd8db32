import { execFile } from 'node:child_process'
import { cpus } from 'node:os'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { languageIds, type LanguageId } from '@eduscale/contracts/language'
import { plainJudging, type Judging } from '@eduscale/contracts/test-set'
import { judgeSubmission, type Judgement } from '../src/judge-submission'
import { languages } from '../src/languages/registry'
import { BusyMachineError } from '../src/sandbox/sandbox'
import { selfTestLimits } from '../src/sandbox/self-test'
import { ownerLabel, type Level } from '../src/sandbox/slot-spec'
import { findImage } from '@eduscale/images/build-image'
import { shareOf } from '../../../scripts/tests/share'
import { samples } from './language-samples'
import { countTalks } from './count-talks'
import { burners, loadMachine, sleepers, type MachineLoad } from './machine-load'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'

// Verdicts speak of the program: here each core has eight others that want it all the time.

const opened = new Map<Level, TestSandbox>()
let load: MachineLoad
beforeAll(async () => {
  for (const level of ['L2', 'L1'] as const) opened.set(level, await openTestSandbox(`busy-${level.toLowerCase()}`, { level }))
  load = await loadMachine(8 * cpus().length)
})
afterAll(async () => {
  await load.stop()
  for (const one of opened.values()) await one.close()
})

async function judge(
  id: LanguageId,
  text: string,
  {
    timeMs = 400,
    level = 'L2',
    judging = plainJudging,
    wallLimits = [],
  }: { timeMs?: number; level?: Level; judging?: Judging; wallLimits?: number[] } = {},
): Promise<Judgement> {
  const one = opened.get(level)
  if (!one) throw new Error('no sandbox')
  const counted = countTalks(one.sandbox)
  const input = id === 'sql' ? 'CREATE TABLE t (a, b);\nINSERT INTO t VALUES (3, 4);\n' : '3 4\n'
  const request = {
    language: languages[id],
    sources: [{ name: 'main', text }],
    limits: { timeMs, memoryMb: 256, outputBytes: 65_536 },
    tests: [{ name: 'secret/1', isSample: false, input: Buffer.from(input), answer: Buffer.from('7\n') }],
    judging,
    stopAtFirst: false,
  }
  const judged = await judgeSubmission(counted.sandbox, request, AbortSignal.timeout(110_000))
  wallLimits.push(...counted.wallLimits)
  return judged
}

describe.each(shareOf(languageIds, 4))('%s on a busy machine', (id) => {
  test('a right program is right, one without an end takes too much cpu time', async () => {
    expect(await judge(id, samples[id].right, { timeMs: 1000 })).toMatchObject({ verdict: 'AC' })
    expect(await judge(id, samples[id].endless)).toMatchObject({ verdict: 'TLE', tests: [{ exceeded: 'cpu' }] })
  })
})

test.each(shareOf(Object.entries(sleepers), 4))('%s: one that sleeps is over its wall limit', async (id, text) => {
  expect(await judge(languages[id as keyof typeof sleepers].id, text)).toMatchObject({
    verdict: 'TLE',
    tests: [{ exceeded: 'wall' }],
  })
})

// By the clock these take longer than their wall limit: 0.7 s of cpu time at a ninth of a core.
test.each(shareOf(['c', 'python', 'javascript', 'lua'] as const, 2))('%s: most of its cpu time is in time', async (id) => {
  expect(await judge(id, burners[id](0.7), { timeMs: 800 })).toMatchObject({ verdict: 'AC' })
})

test('on level 1 as well: in time, asleep', async () => {
  expect(await judge('c', burners.c(0.7), { timeMs: 800, level: 'L1' })).toMatchObject({ verdict: 'AC' })
  expect(await judge('c', sleepers.c, { level: 'L1' })).toMatchObject({ verdict: 'TLE', tests: [{ exceeded: 'wall' }] })
})

test('a program that burns in turns with its children waits for the machine, not for itself', async () => {
  const text = `import os, time
a, b = map(int, input().split())
def burn(until):
    while time.process_time() < until: pass
for turn in range(6):
    child = os.fork()
    if child == 0:
        burn(0.1)
        os._exit(0)
    os.waitpid(child, 0)
print(a + b)`
  expect(await judge('python', text, { timeMs: 800 })).toMatchObject({ verdict: 'AC' })
})

test('a slow compiler is waited for: a right program with <regex> compiles', async () => {
  const text = `#include <regex>
#include <iostream>
int main() { int a, b; std::cin >> a >> b; std::string s = std::to_string(a + b); std::cout << (std::regex_match(s, std::regex("[0-9]+")) ? s : ""); }`
  const judged = await judge('cpp', text, { timeMs: 1000 })
  expect([judged.verdict, judged.compile.output]).toEqual(['AC', ''])
})

test('a talk: neither side loses what the machine takes from the other', async () => {
  const judging: Judging = {
    ...plainJudging,
    io: { kind: 'interactive' },
    validators: [
      {
        language: 'python',
        files: [
          {
            name: 'validate.py',
            text: `import sys, time
for turn in range(8):
    until = time.process_time() + 0.1
    while time.process_time() < until: pass
    print(turn, flush=True)
    if sys.stdin.readline() != "%d\\n" % (turn + 1): sys.exit(43)
sys.exit(42)`,
          },
        ],
      },
    ],
  }
  const text = 'for _ in range(8): print(int(input()) + 1, flush=True)'
  expect(await judge('python', text, { timeMs: 200, judging })).toMatchObject({ verdict: 'AC' })
})

// It was stopped, judged once more with ten times the limit because its validator had waited a little, and stopped again.
test('a talk: one that naps is judged once more at the most, and with twice the limit then', async () => {
  const judging: Judging = {
    ...plainJudging,
    io: { kind: 'interactive' },
    validators: [{ language: 'python', files: [{ name: 'validate.py', text: 'import sys\nsys.stdin.read()\nsys.exit(43)' }] }],
  }
  const wallLimits: number[] = []
  const judged = await judge('python', 'import time\nwhile True: time.sleep(0.01)', { judging, wallLimits })
  expect(judged).toMatchObject({ verdict: 'TLE', tests: [{ exceeded: 'wall' }] })
  expect([[6_200], [6_200, 12_400]]).toContainEqual(wallLimits)
})

test('past ten times its wall limit nothing is said of the program, nothing broke, and another try is right', async () => {
  const one = opened.get('L2')
  const image = process.env['SLOT_IMAGE'] ?? (await findImage('polyglot'))
  if (!one || image === null) throw new Error('no sandbox')
  const docker = async (...args: string[]) => (await promisify(execFile)('docker', args)).stdout.trim()
  const slot = await docker('ps', '-q', '--filter', `label=${ownerLabel}=${one.owner}`, '--filter', `ancestor=${image}`)
  const spec = {
    argv: ['/usr/bin/python3', '-c', 'import time\nwhile time.process_time() < 0.5: pass'],
    isCompile: false,
    limits: { ...selfTestLimits, wallMs: 700 },
    input: Buffer.alloc(0),
    collect: [],
  }
  const request = { signal: AbortSignal.timeout(60_000), image: 'polyglot' }
  // A neighbour of twenty-five times its weight, among the slots of its core.
  const [first = ''] = slot.split('\n')
  const parent = await docker('inspect', '-f', '{{.HostConfig.CgroupParent}}', first)
  const neighbour = await docker(
    'run',
    '-d',
    '--rm',
    '--cpuset-cpus=0',
    `--cgroup-parent=${parent}`,
    '--entrypoint=/bin/sh',
    image,
    '-c',
    'while :; do :; done',
  )
  try {
    await docker('update', '--cpu-shares=40', first)
    await expect(one.sandbox.withSlot(async ({ box }) => box.run(spec), request)).rejects.toThrow(BusyMachineError)
  } finally {
    await docker('rm', '-f', neighbour)
  }
  expect(await judge('python', samples.python.right, { timeMs: 1000 })).toMatchObject({ verdict: 'AC' })
})

test('no slot broke', () => {
  for (const { anomalies } of opened.values()) expect(anomalies).toEqual([])
})
