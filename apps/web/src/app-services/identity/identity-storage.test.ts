import { describe, expect, it } from 'vitest'
import { IdentityStorage, newSlot } from './identity-storage'

function memoryStorage() {
  const values = new Map<string, string>()
  return {
    values,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  }
}

const named = (slot: string) => ({ slot, user: null })
const slotsOf = (storage: IdentityStorage) => storage.list().map(({ slot }) => slot)

describe('IdentityStorage', () => {
  it('lets a new tab pick up the browser’s person and keep them', () => {
    const browser = memoryStorage()
    new IdentityStorage(memoryStorage(), browser).use(named('a'), 'browser')
    const second = new IdentityStorage(memoryStorage(), browser)
    expect(second.read()?.slot).toBe('a')
    new IdentityStorage(memoryStorage(), browser).use(named('b'), 'browser')
    expect(second.read()?.slot).toBe('a')
    expect(second.isTabOnly('a')).toBe(true)
    expect(slotsOf(second)).toEqual(['b', 'a'])
  })

  it('keeps another guest to the tab it was made in', () => {
    const browser = memoryStorage()
    new IdentityStorage(memoryStorage(), browser).use(named('host'), 'browser')
    const tab = new IdentityStorage(memoryStorage(), browser)
    tab.use(named('guest'), 'tab')
    expect(tab.read()?.slot).toBe('guest')
    expect(new IdentityStorage(memoryStorage(), browser).read()?.slot).toBe('host')
  })

  it('stays signed out after a reload, even if the browser has another person', () => {
    const browser = memoryStorage()
    const tabStorage = memoryStorage()
    const tab = new IdentityStorage(tabStorage, browser)
    tab.use(named('a'), 'browser')
    new IdentityStorage(memoryStorage(), browser).use(named('b'), 'browser')
    tab.forget('a')
    expect(new IdentityStorage(tabStorage, browser).read()).toBeNull()
    expect(new IdentityStorage(memoryStorage(), browser).read()?.slot).toBe('b')
    expect(slotsOf(tab)).toEqual(['b'])
  })

  it('has room for eight, and says who goes for the ninth', () => {
    const tab = new IdentityStorage(memoryStorage(), memoryStorage())
    const made = Array.from({ length: 8 }, newSlot)
    for (const slot of made) expect(tab.use(named(slot), 'browser')).toEqual([])
    tab.use(named(made[0] ?? ''), 'tab')
    expect(tab.use(named('ninth'), 'browser')).toEqual([named(made[1] ?? '')])
    expect(slotsOf(tab)).toHaveLength(8)
  })

  it('takes over what was kept before there were slots: every tab with the same token comes to the same slot', () => {
    const browser = memoryStorage()
    const token = 'Token-of_before-that-is-long'
    const [first, second] = [memoryStorage(), memoryStorage()]
    browser.setItem('eduscale.identity', JSON.stringify({ token, user: { name: 'Ida' } }))
    first.setItem('eduscale.identity', JSON.stringify({ token, user: null }))
    const [one, other, fresh] = [first, second, memoryStorage()].map((tab) => new IdentityStorage(tab, browser))
    const slots = [one, other, fresh].map((tab) => tab?.read()?.slot)
    expect(new Set(slots).size).toBe(1)
    const [slot = ''] = slots
    expect(other?.findFormer(slot)).toBe(token)
    one?.forgetFormer(slot)
    expect([one?.findFormer(slot), browser.getItem('eduscale.identity')]).toEqual([null, null])
    expect(new IdentityStorage(memoryStorage(), browser).read()?.slot).toBe(slot)
  })

  it('knows that a tab had signed out before there were slots', () => {
    const tab = memoryStorage()
    tab.setItem('eduscale.identity', 'nobody')
    const browser = memoryStorage()
    browser.setItem('eduscale.slot', 'a')
    expect(new IdentityStorage(tab, browser).read()).toBeNull()
  })

  it('keeps what shows the api a known browser, for the last five members, and beyond signing out', () => {
    const browser = memoryStorage()
    const tab = new IdentityStorage(memoryStorage(), browser)
    for (const device of ['a', 'b', 'c', 'd', 'e', 'b', 'f']) tab.keepDevice(device)
    tab.use(named('a'), 'browser')
    tab.forget('a')
    expect(new IdentityStorage(memoryStorage(), browser).readDevices()).toEqual(['f', 'b', 'e', 'd', 'c'])
  })

  it('takes damaged entries for nobody', () => {
    const [tab, browser] = [memoryStorage(), memoryStorage()]
    tab.setItem('eduscale.identity', '{"tok')
    browser.setItem('eduscale.slots', '[1,{"slot":2},null')
    expect(new IdentityStorage(tab, browser).read()).toBeNull()
    browser.setItem('eduscale.slots', '[1,{"slot":2},null]')
    expect(new IdentityStorage(tab, browser).list()).toEqual([])
  })
})
