import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { listenJson } from './listen-json'

class FakeSub extends EventEmitter {
  status = 'ready'
  subscribe = vi.fn<(channel: string) => Promise<unknown>>(async () => 1)
  unsubscribe = vi.fn<(channel: string) => Promise<unknown>>(async () => 0)
}

function listening(sub = new FakeSub()) {
  const heard: number[] = []
  const warn = vi.fn<(...said: unknown[]) => void>()
  const onDropped = vi.fn<() => void>()
  const handle = async ({ n }: { n: number }) => {
    if (n < 0) throw new Error('the handler')
    heard.push(n)
  }
  const stop = listenJson({ sub, channel: 'numbers', schema: z.object({ n: z.number() }), log: { warn }, handle, onDropped })
  const say = async (text: string, channel = 'numbers') => {
    sub.emit('message', channel, text)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { heard, warn, onDropped, stop, say }
}

test('what cannot be read or handled is dropped, a run of it logged once, and the others are heard', async () => {
  const { heard, warn, onDropped, stop, say } = listening()
  await say('{"n":1}')
  await say('{"n":')
  await say('{"n":"one"}')
  expect(warn).toHaveBeenCalledTimes(1)
  await say('{"n":2}')
  await say('{"n":-1}')
  expect(warn).toHaveBeenCalledTimes(2)
  await say('{"n":9}', 'another')
  await say('{"n":3}')
  stop()
  await say('{"n":4}')
  expect(heard).toEqual([1, 2, 3])
  expect(onDropped).toHaveBeenCalledTimes(3)
})

test('a subscription that is refused is tried again, but not on a client that is closed', async () => {
  vi.useFakeTimers()
  try {
    const sub = new FakeSub()
    sub.subscribe.mockRejectedValue(new Error('Connection is closed.'))
    const { warn } = listening(sub)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(sub.subscribe).toHaveBeenCalledTimes(2)
    sub.status = 'end'
    await vi.advanceTimersByTimeAsync(5_000)
    expect(sub.subscribe).toHaveBeenCalledTimes(3)
    expect(warn).toHaveBeenCalledTimes(2)
  } finally {
    vi.useRealTimers()
  }
})
