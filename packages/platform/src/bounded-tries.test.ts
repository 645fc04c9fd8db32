import { expect, test, vi } from 'vitest'
import { BoundedTries } from './bounded-tries'

function createTries(given: { maxTries?: number } = {}) {
  const state = { now: 0, isWell: true, bad: new Set(['bad']), tried: [] as string[] }
  const error = vi.fn<(...said: unknown[]) => void>()
  const tries = new BoundedTries({
    loop: 'test',
    maxTries: given.maxTries ?? 10,
    firstWaitMs: 1_000,
    longestWaitMs: 300_000,
    now: () => state.now,
    log: { error },
    isWell: async () => state.isWell,
  })
  const turn = async (how?: 'at once') => {
    state.tried = []
    const work = async (item: string) => {
      state.tried.push(item)
      if (state.bad.has(item)) throw new Error(`no ${item}`)
    }
    await tries.each(['bad', 'good'], (item) => item, work, how)
    return state.tried
  }
  return { state, error, tries, turn }
}

test('one that fails waits twice as long each time, five minutes at most, and is set aside in the end', async () => {
  const { state, error, tries, turn } = createTries()
  const triedAt: number[] = []
  for (; state.now < 3_600_000; state.now += 1_000) {
    const tried = await turn()
    expect(tried.at(-1)).toBe('good')
    if (tried.includes('bad')) triedAt.push(state.now / 1_000)
  }
  const waits = triedAt.slice(1).map((at, index) => at - (triedAt[index] ?? 0))
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256])
  expect(error).toHaveBeenCalledTimes(2)
  expect(error.mock.lastCall).toEqual([expect.objectContaining({ loop: 'test', item: 'bad', tries: 10 }), expect.any(String)])
  expect(tries.counts()).toEqual({ waiting: 0, setAside: 1 })
  expect(tries.resting()).toEqual(['bad'])
})

test('the longest wait is five minutes', async () => {
  const { state, tries, turn } = createTries({ maxTries: 30 })
  for (let turns = 0; turns < 20; turns += 1, state.now += 300_000) expect(await turn('at once')).toContain('bad')
  expect(tries.counts()).toEqual({ waiting: 1, setAside: 0 })
})

test('where the items are not to blame nothing counts, and the loop hears of it', async () => {
  const { state, error, tries, turn } = createTries({ maxTries: 2 })
  state.isWell = false
  for (let turns = 0; turns < 5; turns += 1) {
    await expect(turn()).rejects.toThrow('failed: bad (no bad)')
    expect(state.tried).toEqual(['bad', 'good'])
  }
  expect(tries.counts()).toEqual({ waiting: 0, setAside: 0 })
  expect(error).not.toHaveBeenCalled()
})

test('one that succeeds begins anew, and one that is gone is forgotten', async () => {
  const { state, tries, turn } = createTries({ maxTries: 3 })
  for (let turns = 0; turns < 10; turns += 1, state.now += 5_000) {
    state.bad = new Set(turns % 2 === 0 ? ['bad'] : [])
    await turn()
  }
  state.bad.add('bad')
  await turn()
  expect(tries.counts()).toEqual({ waiting: 1, setAside: 0 })
  state.now += 700_000
  expect(tries.counts()).toEqual({ waiting: 0, setAside: 0 })
})
