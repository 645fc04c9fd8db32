import { maxSpeedFigure, speedSteps, type SpeedStep } from '@eduscale/contracts/judge'
import { SandboxError, type Box } from './sandbox/sandbox'
import { selfTestLimits } from './sandbox/self-test'

export interface Speed {
  /** How many times the reference machine's cpu time this one needs for the same work; 1 is the reference. */
  cpuRatio: number
  /** Cpu time of a page of memory that is touched for the first time, in microseconds. */
  pageMicros: number
  step: SpeedStep
}

/** What the reference machine takes for the loop below, and for a fresh page: a server core of 2023, without a hypervisor's tax. */
const reference = { loopMs: 110, pageMicros: 0.7 }
/** A second of a program that is busy with memory touches so many pages: 128 MB. */
const pagesPerSecond = 32_768
/** A machine within this of a step needs no larger one. */
const tolerance = 1.15
const rounds = 3

const program = `
import mmap, time
def loop():
    total = 0
    for i in range(1500000): total += i * i & 7
    return total
def touch():
    pages = 8192
    memory = mmap.mmap(-1, pages * 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    memory.madvise(mmap.MADV_NOHUGEPAGE)
    started = time.process_time()
    for at in range(0, pages * 4096, 4096): memory[at] = 1
    fresh = time.process_time() - started
    started = time.process_time()
    for at in range(0, pages * 4096, 4096): memory[at] = 2
    again = time.process_time() - started
    return "%f %f" % (fresh / pages * 1e6, again / pages * 1e6)
started = time.process_time()
loop()
print((time.process_time() - started) * 1000, touch())
`

/** Measures in a box, in cpu time and the best of a few rounds, so that a busy machine changes little. Throws SandboxError. */
export async function measureSpeed(box: Box): Promise<Speed> {
  box.reset()
  const found: { loopMs: number; freshMicros: number; againMicros: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const limits = { ...selfTestLimits, cpuMs: 10_000, wallMs: 30_000 }
    const argv = ['/usr/bin/python3', '-I', '-S', '-c', program]
    const { stdout } = await box.run({ argv, isCompile: false, limits, input: Buffer.alloc(0), collect: [] })
    const [loopMs, freshMicros, againMicros] = stdout.toString().split(' ').map(Number)
    // A clock of ticks may find nothing at all for a touch.
    if (!loopMs || freshMicros === undefined || againMicros === undefined || Number.isNaN(freshMicros + againMicros))
      throw new SandboxError('the speed of this machine could not be measured')
    found.push({ loopMs, freshMicros, againMicros })
  }
  const cpuRatio = Math.min(maxSpeedFigure, Math.min(...found.map((one) => one.loopMs)) / reference.loopMs)
  const again = Math.min(...found.map((one) => one.againMicros))
  // Within what a heartbeat may say: a machine beyond it is at the last step anyway.
  const pageMicros = Math.min(maxSpeedFigure, Math.max(0, Math.min(...found.map((one) => one.freshMicros)) - again))
  return { cpuRatio, pageMicros, step: stepOf({ cpuRatio, pageMicros }) }
}

/** The smallest step in which a program that fills 128 MB a second has as much time as on the reference machine. */
export function stepOf({ cpuRatio, pageMicros }: Omit<Speed, 'step'>): SpeedStep {
  const slowdown = cpuRatio + (Math.max(0, pageMicros - reference.pageMicros) * pagesPerSecond) / 1e6
  return speedSteps.find((step) => slowdown <= step * tolerance) ?? 4
}
