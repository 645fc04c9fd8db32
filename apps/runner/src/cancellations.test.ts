import { expect, test } from 'vitest'
import { EventEmitter } from 'node:events'
import { judgeCancelChannel } from '@eduscale/contracts/judge'
import type { Redis } from '@eduscale/platform/redis'
import { Cancellations } from './cancellations'

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const jobOf = (n: number, second = 0) => ({ submissionId: idOf(n), queuedAt: new Date(second * 1_000).toISOString() })
type Named = Omit<ReturnType<typeof jobOf>, 'queuedAt'> & { queuedAt: string | null }

function listening() {
  const clock = { ms: 0 }
  const cancellations = new Cancellations(() => clock.ms)
  const channel = Object.assign(new EventEmitter(), { status: 'ready', subscribe: async () => 1, unsubscribe: async () => 1 })
  const warned: unknown[] = []
  // Of Redis only the emitter is needed here.
  cancellations.listen(channel as unknown as Redis, { warn: (said: unknown) => void warned.push(said) })
  const say = (text: string) => void channel.emit('message', judgeCancelChannel, text)
  return { cancellations, clock, warned, say, cancel: (job: Named) => say(JSON.stringify(job)) }
}

test('a job that runs is aborted, and no other', async () => {
  const { cancellations, cancel } = listening()
  for (const queuedAt of [jobOf(1).queuedAt, null]) {
    const aborted = cancellations.run(jobOf(1), async (signal) => {
      cancel({ ...jobOf(1), queuedAt })
      signal.throwIfAborted()
      return 'judged'
    })
    const other = cancellations.run(jobOf(2), async (signal) => (signal.aborted ? 'aborted' : 'judged'))
    expect(await aborted).toBe(null)
    expect(await other).toBe('judged')
  }
})

test('a job that is cancelled in the moment in which it is taken is not begun', async () => {
  const { cancellations, cancel } = listening()
  cancel(jobOf(1))
  expect(await cancellations.run(jobOf(1), async () => 'judged')).toBe(null)
  expect(await cancellations.run(jobOf(1), async () => 'judged')).toBe('judged')
})

// A rejudge that is discarded and taken up again queues the same ids: each runner that had heard of them refused one.
test('what is queued again after it was cancelled is judged, by whoever heard of it too', async () => {
  const { cancellations, cancel } = listening()
  cancel(jobOf(1, 5))
  expect(await cancellations.run(jobOf(1, 6), async () => 'judged')).toBe('judged')
  cancel({ ...jobOf(2), queuedAt: null })
  expect(await cancellations.run(jobOf(2), async () => 'judged')).toBe('judged')
})

test('a late message of an earlier job of the same id aborts no later one that runs', async () => {
  const { cancellations, cancel } = listening()
  const later = cancellations.run(jobOf(1, 6), async (signal) => {
    cancel(jobOf(1, 5))
    signal.throwIfAborted()
    return 'judged'
  })
  expect(await later).toBe('judged')
})

test('of jobs that never come nothing is left after a while, and never many', async () => {
  const { cancellations, clock, cancel } = listening()
  for (let n = 0; n < 5_000; n += 1) cancel(jobOf(n))
  expect(cancellations.remembered).toBe(1_000)
  clock.ms = 11_000
  expect(await cancellations.run(jobOf(4_999), async () => 'judged')).toBe('judged')
  expect(cancellations.remembered).toBe(0)
})

test('a message that can’t be read harms nobody', async () => {
  const { cancellations, say, cancel, warned } = listening()
  for (const text of ['no JSON', '{}', idOf(1)]) say(text)
  expect(warned).toHaveLength(1)
  cancel(jobOf(1))
  expect(await cancellations.run(jobOf(1), async () => 'judged')).toBe(null)
})

test('a failure that is no cancellation stays a failure', async () => {
  const { cancellations } = listening()
  await expect(cancellations.run(jobOf(1), async () => Promise.reject(new Error('the engine')))).rejects.toThrow('the engine')
})
