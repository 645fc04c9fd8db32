import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LanguageId } from '@eduscale/contracts/language'
import { plainJudging } from '@eduscale/contracts/test-set'
import { judgeSubmission, type Judgement } from '../src/judge-submission'
import { languages } from '../src/languages/registry'
import type { Level } from '../src/sandbox/slot-spec'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'

// What is measured of a run is the run's own: neither what it leaves nor what came with it.

const levels = ['L2', 'L1'] as const
const opened = new Map<Level, TestSandbox>()

beforeAll(async () => {
  for (const level of levels) opened.set(level, await openTestSandbox(`costs-${level.toLowerCase()}`, { level }))
})
afterAll(async () => {
  for (const one of opened.values()) await one.close()
})

async function judge(
  level: Level,
  id: LanguageId,
  texts: readonly { name: string; text: string }[],
  { memoryMb = 64, runs = 1 } = {},
): Promise<Judgement> {
  const sandbox = opened.get(level)?.sandbox
  if (!sandbox) throw new Error('no sandbox')
  const tests = Array.from({ length: runs }, (_, n) => ({
    name: `sample/${n + 1}`,
    isSample: true,
    input: Buffer.from(`${n}\n`),
    answer: Buffer.from('7\n'),
  }))
  const request = {
    language: languages[id],
    sources: texts,
    limits: { timeMs: 5_000, memoryMb, outputBytes: 65_536 },
    tests,
    judging: plainJudging,
    stopAtFirst: false,
  }
  return judgeSubmission(sandbox, request, AbortSignal.timeout(60_000))
}

/** In odd runs makes as many links of both kinds and files as it may, in even ones none; says what it took itself. */
const linking = `import os, sys, time
made = 0
try:
    if int(input()) % 2:
        open("file", "w").close()
        os.makedirs("a/b/c/d")
        for n in range(10_000):
            if n % 3 == 0: os.link("file", f"a/b/hard{n}")
            elif n % 3 == 1: os.symlink("/tmp/file", f"a/b/c/soft{n}")
            else: open(f"a/b/c/d/file{n}", "w").close()
            made += 1
except OSError: pass
print(7)
sys.stdout.flush()
times = os.times()
print(made, 1000 * (times.user + times.system), 1000 * time.process_time(), file=sys.stderr)`

test.each(levels)(
  '%s: thousands of links and files cost who makes them no more than the making, and the next nothing',
  async (level) => {
    const judged = await judge(level, 'python', [{ name: 'main.py', text: linking }], { runs: 11 })
    expect(judged.verdict).toBe('AC')
    const runs = judged.tests.map(({ cpuMs, wallMs, stderr }) => {
      const [made = 0, , own = 0] = (stderr ?? '').split(' ').map(Number)
      return { made, cpuMs, wallMs, own, besides: cpuMs - own }
    })
    const making = runs.filter(({ made }) => made > 0)
    const plain = runs.filter(({ made }) => made === 0)
    expect(Math.min(...making.map(({ made }) => made))).toBeGreaterThan(3_000)
    const least = (numbers: number[]) => Math.min(...numbers)
    console.log(
      level,
      JSON.stringify(runs.map((run) => Object.fromEntries(Object.entries(run).map(([k, v]) => [k, Math.round(v * 10) / 10])))),
    )
    // What is measured around a run grows with what it holds; a fourth of the making would be the wiping.
    const ofMaking = least(making.map(({ besides }) => besides)) - least(plain.map(({ besides }) => besides))
    expect(ofMaking / least(making.map(({ own }) => own))).toBeLessThan(1 / 4)
    // The first is after none.
    expect(least(plain.slice(1).map(({ cpuMs }) => cpuMs)) / (plain[0]?.cpuMs ?? 0)).toBeLessThan(1.75)
  },
)

/** So many processes that hold so many megabytes, all at the same moment and for so long. Their parent is content with whatever comes of it. */
const together = (processes: number, megabytes: number, forMs: number): string => `#include <stdio.h>
#include <stdlib.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  int ready[2], go[2];
  char byte = 0;
  if (pipe(ready) != 0 || pipe(go) != 0) return 1;
  for (int i = 0; i < ${processes}; i++)
    if (fork() == 0) {
      close(go[1]);
      volatile char *p = malloc(${megabytes} << 20);
      for (int at = 0; at < ${megabytes} << 20; at += 4096) p[at] = 1;
      if (write(ready[1], &byte, 1) != 1 || read(go[0], &byte, 1) != 0) return 1;
      _exit(p[4096] - 1);
    }
  close(ready[1]);
  for (int i = 0; i < ${processes}; i++) if (poll(&(struct pollfd){.fd = ready[0], .events = POLLIN}, 1, 500) != 1 || read(ready[0], &byte, 1) != 1) break;
  usleep(${forMs}000);
  close(go[1]);
  while (wait(0) > 0) {}
  puts("7");
}`

describe.each(levels)('%s: several processes together over a limit of 64 MB', (level) => {
  test.each([
    // Within the container's limit, which is 120 MB: boxd sees them.
    [2, 45, 400, 'MLE'],
    [9, 10, 400, 'MLE'],
    // Beyond it, for no time at all: the kernel does.
    [4, 50, 0, 'MLE'],
    [20, 10, 0, 'MLE'],
    [2, 25, 400, 'AC'],
  ])('%d of %d MB for %d ms: %s', async (processes, megabytes, forMs, verdict) => {
    const judged = await judge(level, 'c', [{ name: 'main.c', text: together(processes, megabytes, forMs) }])
    expect(judged).toMatchObject({ verdict })
    expect(judged.tests[0]?.memoryBytes).toBeLessThanOrEqual(120 << 20)
  })
})

test.each(levels)('%s: data that comes with a program is found by name, and costs its run nothing', async (level) => {
  const text = 'import os\nassert open("d0.txt").read() == "x"\nassert open("d62.txt").read() == "x"\nprint(7)'
  const data = Array.from({ length: 63 }, (_, n) => ({ name: `d${n}.txt`, text: 'x' }))
  const besides = await judge(level, 'python', [{ name: 'main.py', text }, ...data], { runs: 5 })
  const alone = await judge(level, 'python', [{ name: 'main.py', text: 'import os\nprint(7)' }], { runs: 5 })
  expect([besides.verdict, alone.verdict]).toEqual(['AC', 'AC'])
  const least = ({ tests }: Judgement): number => Math.min(...tests.map(({ cpuMs }) => cpuMs))
  expect(least(besides) / least(alone)).toBeLessThan(1.75)
})

test('no slot broke under any of these', () => {
  expect([...opened.values()].flatMap(({ anomalies }) => anomalies)).toEqual([])
})
