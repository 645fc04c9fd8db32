import { expect, test } from 'vitest'
import { EventEmitter } from 'node:events'
import { judgeCancelChannel } from '@eduscale/contracts/judge'
import type { Redis } from '@eduscale/platform/redis'
import { Cancellations } from './cancellations'

function listening(): { cancellations: Cancellations; cancel: (id: string) => void } {
  const cancellations = new Cancellations()
  const channel = Object.assign(new EventEmitter(), { subscribe: async () => 1 })
  // Of Redis only the emitter is needed here.
  cancellations.listen(channel as unknown as Redis)
  return { cancellations, cancel: (id) => void channel.emit('message', judgeCancelChannel, id) }
}

test('a job that runs is aborted, and no other', async () => {
  const { cancellations, cancel } = listening()
  const aborted = cancellations.run('a', async (signal) => {
    cancel('a')
    signal.throwIfAborted()
    return 'judged'
  })
  const other = cancellations.run('b', async (signal) => (signal.aborted ? 'aborted' : 'judged'))
  expect(await aborted).toBe(null)
  expect(await other).toBe('judged')
})

test('a job that is cancelled in the moment in which it is taken is not begun', async () => {
  const { cancellations, cancel } = listening()
  cancel('a')
  expect(await cancellations.run('a', async () => 'judged')).toBe(null)
  expect(await cancellations.run('a', async () => 'judged')).toBe('judged')
})

test('a failure that is no cancellation stays a failure', async () => {
  const { cancellations } = listening()
  await expect(cancellations.run('a', async () => Promise.reject(new Error('the engine')))).rejects.toThrow('the engine')
})
