import { setTimeout as sleep } from 'node:timers/promises'
import type Bull from 'bull'
import type { Logger } from '@eduscale/platform/logger'

type Lane = Bull.Queue<unknown>
type Job = Bull.Job<unknown>

/** What Bull has and its types leave out. */
interface Untyped {
  /** Takes the first job of those that wait, without waiting for one. */
  moveToActive(): Promise<Job | null | undefined>
  /** Keeps its lock, calls the handler and says how it ended; takes no next job where `takesNoOther`. */
  processJob(job: Job, takesNoOther: boolean): Promise<unknown>
  bclient: { call(...command: (string | number)[]): Promise<unknown> }
}
const untyped = (lane: Lane) => lane as unknown as Untyped

const waitSeconds = 5
const retryMs = 1_000

interface LiveLanes {
  /** How many jobs of these lanes are here. */
  count(): number
  pause(): void
  resume(): void
  /** Takes no more, and waits for those that run. */
  stop(): Promise<void>
}

/**
 * Takes jobs of several lanes, at most `slots` of all of them together: what waits here could run on another runner meanwhile. Bull's
 * own `process` counts each lane by itself. The most urgent first job is taken, in turn where they are equal.
 */
export function takeFromLanes(
  lanes: readonly Lane[],
  { slots, log, work }: { slots: number; log: Logger; work: (job: Job) => Promise<void> },
): LiveLanes {
  // None by Bull itself, which then still looks for jobs whose runner died.
  for (const lane of lanes)
    void lane.process(0, work).catch((err: unknown) => log.error({ err }, 'a judge queue could not be opened'))
  const running = new Set<Promise<unknown>>()
  const arrivals = new Map<Lane, Promise<unknown>>()
  let inTurn = [...lanes]
  let isPaused = false
  let isStopping = false
  let wake = (): void => undefined
  const change = async () => new Promise<void>((resolve) => (wake = resolve))

  /** Resolves when the lane has a job, or after some seconds. The job stays where it is. */
  const arrival = async (lane: Lane): Promise<unknown> => {
    const key = lane.toKey('wait')
    const pending =
      arrivals.get(lane) ??
      untyped(lane)
        .bclient.call('BLMOVE', key, key, 'RIGHT', 'RIGHT', waitSeconds)
        .catch(async () => sleep(retryMs))
        .finally(() => arrivals.delete(lane))
    arrivals.set(lane, pending)
    return pending
  }

  const takeOne = async (): Promise<boolean> => {
    const heads = await Promise.all(inTurn.map(async (lane) => ({ lane, urgency: await urgencyOf(lane) })))
    const [first] = heads.toSorted((a, b) => a.urgency - b.urgency)
    if (!first || first.urgency === Infinity) return false
    const { lane } = first
    const job = await untyped(lane).moveToActive()
    if (!job) return false
    inTurn = [...inTurn.filter((other) => other !== lane), lane]
    const done = untyped(lane)
      .processJob(job, true)
      .catch((err: unknown) => log.error({ err, submissionId: job.id }, 'the end of a job could not be told'))
      .finally(() => {
        running.delete(done)
        wake()
      })
    running.add(done)
    return true
  }

  const takeAll = async (): Promise<void> => {
    await Promise.all(lanes.map(async (lane) => lane.isReady()))
    while (!isStopping) {
      if (isPaused || running.size >= slots) await change()
      else {
        const isTaken = await takeOne().catch(async () => sleep(retryMs, false))
        if (!isTaken && !isStopping) await Promise.race([change(), ...lanes.map(arrival)])
      }
    }
  }
  const taking = takeAll().catch((err: unknown) => log.error({ err }, 'no more jobs are taken'))

  return {
    count: () => running.size,
    pause: () => {
      isPaused = true
      wake()
    },
    resume: () => {
      isPaused = false
      wake()
    },
    stop: async () => {
      isStopping = true
      wake()
      await taking
      await Promise.all(running)
    },
  }
}

/** By the job that is taken next; Infinity where none waits. */
async function urgencyOf(lane: Lane): Promise<number> {
  const [job] = await lane.getWaiting(0, 0)
  if (job === undefined) return Infinity
  // Null: its data is gone, and taking it is what removes it.
  return (job as Job | null)?.opts.priority ?? Number.MAX_SAFE_INTEGER
}
