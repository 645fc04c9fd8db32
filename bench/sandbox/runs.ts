import type { Box } from '../../apps/runner/src/sandbox/sandbox'
import { median, type Row } from '../table/rows'
import { openHostRunners } from './host-runners'
import { prepareFloor, runFloor, spec, spread } from './floor'

const rounds = 7
const runsPerRound = 60
const maxLateMs = 25
const maxMemoryErrorMb = 1
const touchedMb = 100
const mebibyte = 1024 * 1024

/** Static and without a C library: what is measured is the sandbox, not a loader. */
const hello = `
static long call(long n, long a, long b, long c) {
#if defined(__x86_64__)
  long r; __asm__ volatile("syscall" : "=a"(r) : "a"(n), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory"); return r;
#else
  register long x8 __asm__("x8") = n, x0 __asm__("x0") = a, x1 __asm__("x1") = b, x2 __asm__("x2") = c;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory"); return x0;
#endif
}
#if defined(__x86_64__)
enum { WRITE = 1, EXIT = 60 };
#else
enum { WRITE = 64, EXIT = 93 };
#endif
void _start(void) { call(WRITE, 1, (long)"hello\\n", 6); call(EXIT, 0, 0, 0); for (;;) {} }`
const spin = 'int main(void) { for (volatile int i = 0;; i++) {} }'
const touch = (megabytes: number) =>
  `#include <stdlib.h>\n#include <string.h>\nint main(void) { size_t n = ${megabytes}ul << 20; char *p = malloc(n + 1); memset(p, 1, n); return p[n / 2] == 2; }`

/** One run over a bare process, and how exact its limits and figures are. */
export async function measureRuns(box: Box): Promise<Row[]> {
  await box.limitMemory(1024 * mebibyte)
  box.reset()
  await prepareFloor(box)
  for (const [name, text] of Object.entries({ hello, spin, nothing: touch(0), touch: touch(touchedMb) })) {
    box.putFile({ name: `${name}.c`, content: Buffer.from(text) })
    const flags = name === 'hello' ? ['-O2', '-static', '-nostdlib', '-ffreestanding'] : ['-O0']
    const compiled = await box.run(spec(['/usr/bin/gcc', ...flags, '-o', `/box/${name}`, `/box/${name}.c`], true))
    if (compiled.end.kind !== 'exited' || compiled.end.code !== 0) throw new Error(compiled.stderr.toString())
  }
  const hostRunners = await openHostRunners((await box.run(spec(['/usr/bin/cat', '/box/hello']))).stdout)
  const [bare, inside, seen, perRun]: [number[], number[], number[], number[]] = [[], [], [], []]
  try {
    for (let round = 0; round < rounds; round += 1) {
      bare.push((await runFloor(box, runsPerRound, '/dev/null', ['/box/hello'])).medianMs)
      await hostRunners.measure(runsPerRound)
      const walls: number[] = []
      const trips: number[] = []
      for (let i = 0; i < runsPerRound; i += 1) {
        const startedAt = performance.now()
        walls.push((await box.run(spec(['/box/hello']))).wallMs)
        trips.push(performance.now() - startedAt)
      }
      inside.push(median(walls))
      seen.push(median(trips))
      const startedAt = performance.now()
      await Promise.all(Array.from({ length: runsPerRound }, async () => box.run(spec(['/box/hello']))))
      perRun.push((performance.now() - startedAt) / runsPerRound)
    }
  } finally {
    await hostRunners.close()
  }
  console.error(
    `spread: bare ${spread(bare)}, in boxd ${spread(inside)}, from the runner ${spread(seen)}, in a batch ${spread(perRun)} ms`,
  )
  const floor = median(bare)
  const perSecond = 1000 / median(perRun)
  const overhead = (values: readonly number[]): number => median(values) - floor
  return [
    plainRow('one run, in boxd', { value: median(inside), unit: 'ms', floor }),
    plainRow('one run, from the runner', { value: median(seen), unit: 'ms', floor }),
    plainRow('runs per second on one core', { value: perSecond, unit: '/s', floor: 1000 / floor }),
    ...hostRunners.rows({ inside: overhead(inside), seen: overhead(seen) }),
    await lateness(box),
    await memoryError(box),
  ]
}

/** Told for comparison: goals are about what others cost on the same machine, since machines differ sixfold. */
function plainRow(metric: string, { value, unit, floor }: { value: number; unit: string; floor: number }): Row {
  return { metric, value, unit, floor, ratio: value / floor, goal: 'none set', ok: true }
}

async function lateness(box: Box): Promise<Row> {
  const base = spec(['/box/spin'])
  const [late, bare]: [number[], number[]] = [[], []]
  for (let i = 0; i < 5; i += 1) {
    late.push((await box.run({ ...base, limits: { ...base.limits, cpuMs: 200 } })).cpuMs - 200)
    bare.push(Number((await box.run(spec(['/box/killed', '200'], true))).stdout.toString()) / 1e6)
  }
  const value = median(late)
  return {
    metric: 'kill at the time limit, late by',
    value,
    unit: 'ms',
    floor: median(bare),
    // Either may be less than nothing: both round.
    ratio: null,
    goal: `<= ${maxLateMs} ms`,
    ok: value <= maxLateMs,
  }
}

/** A program that touches 100 MB, over the same program that touches nothing. */
async function memoryError(box: Box): Promise<Row> {
  const [errors, bare]: [number[], number[]] = [[], []]
  for (let i = 0; i < 5; i += 1) {
    const floorOf = async (name: string) => (await runFloor(box, 1, '/dev/null', [`/box/${name}`])).peakBytes
    bare.push(Math.abs(((await floorOf('touch')) - (await floorOf('nothing'))) / mebibyte - touchedMb))
    const nothing = await box.run(spec(['/box/nothing']))
    const touched = await box.run(spec(['/box/touch']))
    errors.push(Math.abs((touched.peakBytes - nothing.peakBytes) / mebibyte - touchedMb))
  }
  const value = Math.max(...errors)
  return {
    metric: 'measured memory of 100 MB, off by',
    value,
    unit: 'MB',
    floor: Math.max(...bare),
    ratio: null,
    goal: `<= ${maxMemoryErrorMb} MB`,
    ok: value <= maxMemoryErrorMb,
  }
}
