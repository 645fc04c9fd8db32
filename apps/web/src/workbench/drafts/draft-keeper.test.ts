import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '@eduscale/client/http-client'
import { DraftKeeper, type DraftKeeperOptions, type DraftStatus } from './draft-keeper'

function setUp(options: Partial<DraftKeeperOptions> = {}) {
  const local = new Map<string, string>()
  const saved: { code: string; isLast: boolean }[] = []
  const statuses: DraftStatus[] = []
  const keeper = new DraftKeeper({
    person: 'd',
    keyOf: (person) => person,
    storage: { getItem: (key) => local.get(key) ?? null, setItem: (key, value) => void local.set(key, value) },
    load: async () => null,
    save: async (code, isLast) => void saved.push({ code, isLast }),
    maySave: () => true,
    now: () => 10_000,
    onStatus: (status) => statuses.push(status),
    ...options,
  })
  return { keeper, local, saved, statuses }
}

describe('DraftKeeper', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('saves once, 800 ms after the last key', async () => {
    const { keeper, saved, statuses } = setUp()
    expect(await keeper.open('start', null)).toBe('start')
    keeper.changed('a')
    await vi.advanceTimersByTimeAsync(500)
    keeper.changed('ab')
    await vi.advanceTimersByTimeAsync(799)
    expect(saved).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(saved).toEqual([{ code: 'ab', isLast: false }])
    expect(statuses.at(-1)).toBe('saved')
  })

  it('has what is typed in the browser before the server knows', async () => {
    const { keeper, local } = setUp()
    await keeper.open('start', null)
    keeper.changed('a')
    expect(JSON.parse(local.get('d') ?? '')).toEqual({ code: 'a', changedAt: 10_000, isAcked: false })
    keeper.changed('ab')
    keeper.changed('abc')
    await vi.advanceTimersByTimeAsync(250)
    expect(JSON.parse(local.get('d') ?? '')).toMatchObject({ code: 'abc' })
    keeper.changed('abcd')
    keeper.changed('abcde')
    keeper.flush(true)
    expect(JSON.parse(local.get('d') ?? '')).toMatchObject({ code: 'abcde' })
  })

  it('is kept for whom a visitor has become, from then on', async () => {
    const { keeper, local } = setUp()
    await keeper.open('start', null)
    keeper.changed('a')
    await vi.advanceTimersByTimeAsync(250)
    keeper.moveTo('e')
    keeper.changed('ab')
    expect(JSON.parse(local.get('d') ?? '')).toMatchObject({ code: 'a' })
    expect(JSON.parse(local.get('e') ?? '')).toMatchObject({ code: 'ab' })
  })

  it('is not saved as somebody else’s who has come since', async () => {
    let now = 'd'
    const { keeper, local, saved } = setUp({ maySave: (person) => person === now })
    await keeper.open('start', null)
    keeper.changed('a')
    now = 'e'
    await vi.advanceTimersByTimeAsync(800)
    keeper.changed('ab')
    keeper.close()
    expect(saved).toEqual([])
    expect(JSON.parse(local.get('d') ?? '')).toMatchObject({ code: 'ab', isAcked: false })
    expect(local.has('e')).toBe(false)
  })

  it('is as saved as before when what was typed has been taken back', async () => {
    const { keeper, local, saved, statuses } = setUp()
    await keeper.open('start', null)
    keeper.changed('a')
    await vi.advanceTimersByTimeAsync(800)
    keeper.changed('ab')
    keeper.changed('a')
    await vi.advanceTimersByTimeAsync(800)
    expect(saved).toEqual([{ code: 'a', isLast: false }])
    expect(statuses.at(-1)).toBe('saved')
    // Or this browser's would go before what somebody types on another device meanwhile.
    expect(JSON.parse(local.get('d') ?? '')).toMatchObject({ code: 'a', isAcked: true })
  })

  it('sends the rest when the page goes away', async () => {
    const { keeper, saved } = setUp()
    await keeper.open('start', null)
    keeper.changed('abc')
    keeper.flush(true)
    expect(saved).toEqual([{ code: 'abc', isLast: true }])
  })

  it('brings a crashed browser’s text back and saves it', async () => {
    const first = setUp()
    await first.keeper.open('start', null)
    first.keeper.changed('written before the crash')
    const second = setUp({ storage: { getItem: () => first.local.get('d') ?? null, setItem: () => {} } })
    expect(await second.keeper.open('start', null)).toBe('written before the crash')
    await vi.advanceTimersByTimeAsync(0)
    expect(second.saved).toEqual([{ code: 'written before the crash', isLast: false }])
  })

  it('goes on trying while the server is away', async () => {
    let isDown = true
    const saved: string[] = []
    const { keeper, statuses } = setUp({
      save: async (code) => {
        if (isDown) throw new Error('down')
        saved.push(code)
      },
    })
    await keeper.open('start', null)
    keeper.changed('x')
    await vi.advanceTimersByTimeAsync(800)
    expect(statuses.at(-1)).toBe('local')
    isDown = false
    await vi.advanceTimersByTimeAsync(4_000)
    expect(saved).toEqual(['x'])
    expect(statuses.at(-1)).toBe('saved')
  })

  it('does not send again what was refused, until it is another text', async () => {
    const sent: string[] = []
    const { keeper, statuses } = setUp({
      save: async (code) => {
        sent.push(code)
        if (code.length > 3) throw new ApiError(413, { code: 'too-large', message: 'too long' })
      },
    })
    await keeper.open('start', null)
    keeper.changed('xxxx')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent).toEqual(['xxxx'])
    expect(statuses.at(-1)).toBe('local')
    keeper.changed('xxxxx')
    keeper.changed('xxxx')
    await vi.advanceTimersByTimeAsync(800)
    expect([sent, statuses.at(-1)]).toEqual([['xxxx'], 'local'])
    keeper.changed('xx')
    await vi.advanceTimersByTimeAsync(800)
    expect(sent).toEqual(['xxxx', 'xx'])
    expect(statuses.at(-1)).toBe('saved')
  })

  it('doesn’t wait for ever for the server’s draft', async () => {
    const { keeper } = setUp({ load: () => new Promise(() => {}) })
    const opened = keeper.open('start', null)
    await vi.advanceTimersByTimeAsync(1_500)
    expect(await opened).toBe('start')
  })
})
