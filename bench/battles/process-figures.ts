import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const ticksPerSecond = 100
const pageKb = 4

/** CPU that processes have used so far, in microseconds, from /proc. */
export function cpuUs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return sum + ((Number(fields[11]) + Number(fields[12])) * 1e6) / ticksPerSecond
  }, 0)
}

/** What they hold in memory now, in KB, with their garbage collected (collect-garbage.cjs). */
export async function residentKb(pids: readonly number[]): Promise<number> {
  for (const pid of pids) process.kill(pid, 'SIGUSR2')
  await sleep(1_000)
  return pids.reduce((sum, pid) => sum + Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageKb, 0)
}
