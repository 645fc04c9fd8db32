import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LanguageId } from '@eduscale/contracts/language'
import { plainJudging, type Judging } from '@eduscale/contracts/test-set'
import { judgeSubmission, type Judgement } from '../src/judge-submission'
import { languages } from '../src/languages/registry'
import { openTestSandbox, type TestSandbox } from './open-test-sandbox'

// What a limit is for, and what it isn't for.

let opened: TestSandbox
beforeAll(async () => {
  opened = await openTestSandbox('limits')
})
afterAll(async () => opened.close())

async function judge(
  id: LanguageId,
  text: string,
  change: { timeMs?: number; memoryMb?: number; outputBytes?: number; judging?: Judging } = {},
): Promise<Judgement> {
  const { timeMs = 5000, memoryMb = 256, outputBytes = 65_536, judging = plainJudging } = change
  const request = {
    language: languages[id],
    sources: [{ name: 'main', text }],
    limits: { timeMs, memoryMb, outputBytes },
    tests: [{ name: 'secret/1', isSample: false, input: Buffer.from('7\n'), answer: Buffer.from('7\n') }],
    judging,
    stopAtFirst: false,
  }
  return judgeSubmission(opened.sandbox, request, AbortSignal.timeout(100_000))
}

const hugeRequests: [string, LanguageId, string, string][] = [
  ['a vector', 'cpp', '#include <vector>\nint main() { std::vector<char> all(160000000000); return all[7]; }', 'MLE'],
  [
    'new that nobody writes to',
    'cpp',
    '#include <cstdio>\nint main() { char *p = new char[160000000000]; std::printf("7\\n"); return p[9]; }',
    'MLE',
  ],
  ['a vector in C++17', 'cpp17', '#include <vector>\nint main() { std::vector<char> all(160000000000); return all[7]; }', 'MLE'],
  ['a bytearray', 'python', 'x = bytearray(160 * 10**9)\nprint(7)', 'MLE'],
  [
    'malloc that asks what it got',
    'c',
    '#include <stdio.h>\n#include <stdlib.h>\nint main(void) { puts(malloc(160000000000) ? "8" : "7"); }',
    'AC',
  ],
  [
    'realloc that grows',
    'c',
    '#include <stdio.h>\n#include <stdlib.h>\nint main(void) { void *p = malloc(200000000); puts(realloc(p, 12000000000) ? "8" : "7"); }',
    'AC',
  ],
]
// Without a limit of data it would be the host's memory that decides.
test.each(hugeRequests)(
  '%s of more than any problem allows, in %s, is the same on every host',
  async (_name, id, text, verdict) => {
    expect(await judge(id, text)).toMatchObject({ verdict })
  },
)

// Runtimes say last of all that their memory is out, and a learner may have said much before, or no end of a line.
const talkers: [LanguageId, string][] = [
  [
    'java',
    'class A { public static void main(String[] a) { System.err.print("debug ".repeat(10000)); var all = new java.util.ArrayList<long[]>(); for (;;) all.add(new long[1 << 20]); } }',
  ],
  [
    'javascript',
    "require('fs').writeSync(2, 'debug '.repeat(10000)); const all = []; for (;;) all.push(Array.from({ length: 1e6 }, (_, i) => String(i)))",
  ],
  [
    'cpp',
    '#include <iostream>\n#include <vector>\nint main() { std::cerr << std::string(60000, 120); std::vector<char> all(160000000000); return all[7]; }',
  ],
  [
    'rust',
    'fn main() { eprint!("{}", "debug ".repeat(10000)); let v: Vec<u8> = vec![1; 160_000_000_000]; println!("{}", v[7]); }',
  ],
  ['python', "import sys\nsys.stderr.write('debug ' * 10000)\nx = bytearray(160 * 10**9)\nprint(7)"],
]
test.each(talkers)('%s: out of memory is MLE whatever was said on stderr before', async (id, text) => {
  const { verdict, tests } = await judge(id, text)
  expect(verdict, JSON.stringify(tests[0])).toBe('MLE')
})

// A thread's stack is as large as the stack may be, which is all of the memory: four of them were more than a program could ask for.
test.each([256, 1024])('eight threads of C++ have their stacks at %d MB', async (memoryMb) => {
  const text = `#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>
int main() {
  std::atomic<int> at = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; i++) threads.emplace_back([&] { at++; while (at < 8) std::this_thread::yield(); });
  for (auto &thread : threads) thread.join();
  std::printf("%d\\n", at - 1);
}`
  const judged = await judge('cpp', text, { memoryMb })
  expect(judged, judged.compile.output).toMatchObject({ verdict: 'AC' })
})

test('an endless loop in little memory is TLE, and its time its own', async () => {
  const endless = await judge('c', 'int main(void) { for (volatile int i = 0;; i++) {} }', { timeMs: 200, memoryMb: 16 })
  expect(endless).toMatchObject({ verdict: 'TLE', tests: [{ exceeded: 'cpu' }] })
  const [test] = endless.tests
  expect(test?.kernelMs).toBeLessThan((test?.cpuMs ?? 0) / 2)
})

test('the kernel’s part of the time is told: most of it for a program that takes fresh pages alone', async () => {
  const text = `#include <stdio.h>
#include <sys/mman.h>
int main(void) {
  for (int i = 0; i < 200; i++) {
    char *p = mmap(0, 4 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int at = 0; at < 4 << 20; at += 4096) p[at] = 1;
    munmap(p, 4 << 20);
  }
  puts("7");
}`
  const judged = await judge('c', text, { timeMs: 20_000 })
  expect(judged.verdict).toBe('AC')
  const [test] = judged.tests
  expect(test?.kernelMs).toBeGreaterThan((test?.cpuMs ?? 0) / 2)
  expect(test?.kernelMs).toBeLessThanOrEqual(test?.cpuMs ?? 0)
})

test('a stack may fill the memory limit, and one without an end is a crash', async () => {
  const deep = (bytes: number) =>
    `#include <stdio.h>
#include <string.h>
static int fill(volatile char *to, int left) { volatile char block[65536]; memset((void *)block, left, sizeof block); return left == 0 ? *to : fill(block, left - 1) + block[1] * 0; }
int main(void) { volatile char c = 0; printf("%d\\n", 7 + 0 * fill(&c, ${Math.floor(bytes / 65_600)})); }`
  expect(await judge('c', deep(32 << 20), { memoryMb: 36 })).toMatchObject({ verdict: 'AC' })
  const bottomless = 'int down(volatile int n) { return down(n + 1) + n; }\nint main(void) { return down(0); }'
  for (const memoryMb of [16, 36, 256])
    expect(await judge('c', bottomless, { memoryMb })).toMatchObject({ verdict: 'RTE', tests: [{ signal: 'SIGSEGV' }] })
  const hungry =
    '#include <stdlib.h>\n#include <string.h>\nint main(void) { for (;;) { char *p = malloc(1 << 20); if (p) memset(p, 1, 1 << 20); } }'
  expect(await judge('c', hungry, { memoryMb: 36 })).toMatchObject({ verdict: 'MLE' })
})

test('thousands of warnings end no compiler, and what it failed of is shown behind them', async () => {
  const warnings = Array.from({ length: 2600 }, (_, i) => `signed char a_function_of_this_name_${i}(void) { return ${300 + i}; }`)
  const text = (last: string) => `#include <stdio.h>\n${warnings.join('\n')}\nint main(void) { ${last} }`
  const right = await judge('c', text('puts("7");'))
  expect([right.verdict, right.compile.ok]).toEqual(['AC', true])
  expect(right.compile.output).toContain('warning')
  const wrong = await judge('c', text('return nothing;'))
  expect(wrong.verdict).toBe('CE')
  expect(wrong.compile.output).toContain('‘nothing’ undeclared')
})

/** So many processes that each hold so many megabytes at the same time, for so long; their parent waits for all, and is content. */
const together = (processes: number, megabytes: number, forMs: number): string => `#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
int main(void) {
  for (int i = 0; i < ${processes}; i++)
    if (fork() == 0) {
      volatile char *p = malloc(${megabytes} << 20);
      for (int at = 0; at < ${megabytes} << 20; at += 4096) p[at] = 1;
      struct timespec rest = {0, ${forMs}000000};
      nanosleep(&rest, 0);
      _exit(p[4096] - 1);
    }
  while (wait(0) > 0) {}
  puts("7");
}`
// None of them is over the limit; between it and the container's, which is larger, all together were accepted.
test.each([
  [2, 50, 'MLE'],
  [5, 50, 'MLE'],
  [40, 8, 'MLE'],
  [2, 20, 'AC'],
])('%d processes of %d MB each under a limit of 64 MB: %s', async (processes, megabytes, verdict) => {
  const judged = await judge('c', together(processes, megabytes, 400), { memoryMb: 64, timeMs: 20_000 })
  expect(judged).toMatchObject({ verdict })
  if (verdict === 'AC') expect(judged.tests[0]?.memoryBytes).toBeGreaterThan((processes * megabytes - 4) << 20)
})

const interactive = (text: string): Judging => ({
  ...plainJudging,
  io: { kind: 'interactive' },
  validators: [{ language: 'python', files: [{ name: 'validate.py', text }] }],
})
const summing = 'import sys\nprint(sum(int(line) for line in sys.stdin))'

test('a closed end is passed on at once, in both directions', async () => {
  const validator = interactive(`import os, sys
print("1\\n2", flush=True)
os.close(1)
sys.exit(42 if int(sys.stdin.readline()) == 3 else 43)`)
  expect(await judge('python', summing, { judging: validator })).toMatchObject({ verdict: 'AC' })
  const program = `import os, sys
print("1\\n2", flush=True)
os.close(1)
sys.exit(0 if int(sys.stdin.readline()) == 3 else 1)`
  const other = interactive(`import sys
total = sum(int(line) for line in sys.stdin)
print(total, flush=True)
sys.exit(42 if total == 3 else 43)`)
  expect(await judge('python', program, { judging: other })).toMatchObject({ verdict: 'AC' })
})

test('a validator that crashes is the problem’s fault, whoever notices first', async () => {
  const crashing = interactive('import sys\nsys.stdin.readline()\nsys.exit(1)')
  expect(await judge('python', 'print(1, flush=True)\ninput()', { judging: crashing })).toMatchObject({
    verdict: 'IE',
    error: expect.stringContaining('answered 1'),
  })
  expect(await judge('python', 'print(1, flush=True)', { judging: crashing })).toMatchObject({ verdict: 'IE' })
})

test('one that naps in a talk is stopped at its wall limit', async () => {
  const napping = 'import time\nwhile True:\n    time.sleep(0.01)'
  const judged = await judge('python', napping, {
    judging: interactive('import sys\nsys.stdin.read()\nsys.exit(43)'),
    timeMs: 400,
  })
  expect(judged).toMatchObject({ verdict: 'TLE', tests: [{ exceeded: 'wall' }] })
  // Of its own clock, which a busy machine doesn't move. The limit is 6.2 s.
  expect(judged.tests[0]?.wallMs).toBeLessThan(10_000)
})

test('a program that failed before its validator crashed keeps its verdict', async () => {
  // What most validators do where an answer is missing.
  const careless = interactive('import sys\nprint(1, flush=True)\nassert sys.stdin.readline() == "2\\n"\nsys.exit(42)')
  const ends = async (text: string) => judge('python', text, { judging: careless, timeMs: 400 })
  expect(await ends('input()\nraise SystemExit(3)')).toMatchObject({ verdict: 'RTE', tests: [{ exitCode: 3 }], error: null })
  expect(await ends('input()\nwhile True: pass')).toMatchObject({ verdict: 'TLE', tests: [{ exceeded: 'cpu' }] })
  expect(await ends('input()')).toMatchObject({ verdict: 'IE' })
  expect(await ends('input()\nprint(2)')).toMatchObject({ verdict: 'AC' })
})

// A compile that a busy machine let run out of time was kept as the validator's failure: 80 later tests were internal errors too.
test('a validator that didn’t compile is compiled again for the next test', async () => {
  // Compiles in every other second, as a busy machine would let it. One that did compile is kept: then another is tried.
  const validatorOf = (number: number): Judging => {
    const text = `static_assert(__TIME__[7] % 2 == 1, "an even second"); // ${number}\nint main() { return 42; }`
    return { ...plainJudging, validators: [{ language: 'cpp', files: [{ name: 'validate.cpp', text }] }] }
  }
  const until = async (verdict: string, number: (tries: number) => number, tries = 0): Promise<[Judgement, number]> => {
    const judged = await judge('python', 'print(7)', { judging: validatorOf(number(tries)) })
    return judged.verdict === verdict || tries === 200 ? [judged, number(tries)] : until(verdict, number, tries + 1)
  }
  const [failed, number] = await until('IE', (tries) => tries)
  expect(failed).toMatchObject({ verdict: 'IE', error: expect.stringContaining('an even second') })
  expect((await until('AC', () => number))[0]).toMatchObject({ verdict: 'AC' })
})

test('what a validator says has a limit of its own', async () => {
  const talker = (bytes: number) =>
    interactive(`import sys
for _ in range(${Math.floor(bytes / 65_536)}): sys.stdout.write("x" * 65535 + "\\n")
print("end", flush=True)
sys.exit(42 if sys.stdin.readline() == "read\\n" else 43)`)
  const listener = 'import sys\nfor line in sys.stdin:\n    if line == "end\\n": break\nprint("read", flush=True)'
  expect(await judge('python', listener, { judging: talker(9 << 20), outputBytes: 1 << 20 })).toMatchObject({ verdict: 'AC' })
  expect(await judge('python', listener, { judging: talker(80 << 20) })).toMatchObject({
    verdict: 'IE',
    error: expect.stringContaining('output limit'),
  })
})

// If each thread's waiting counted, a hundred of them that wake at once would have ten times the wall limit, for little cpu time. On a
// machine where others want the core all the time, one of a hundred always waits for them, and the limit is ten times as long by right.
test('many that wake together and sleep again do not stretch their wall limit', async () => {
  const text = `#include <pthread.h>
#include <time.h>
#include <unistd.h>
static void *nap(void *unused) { for (;;) { struct timespec now; clock_gettime(CLOCK_REALTIME, &now); usleep(20000 - now.tv_nsec / 1000 % 20000); } return unused; }
int main(void) { pthread_t thread; for (int i = 0; i < 100; i++) pthread_create(&thread, 0, nap, 0); pause(); }`
  const judged = await judge('c', text, { timeMs: 1000 })
  expect(judged).toMatchObject({ verdict: 'TLE' })
})
