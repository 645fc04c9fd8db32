import { describe, expect, it } from 'vitest'
import { IdentityStorage } from './identity-storage'

function memoryStorage() {
  const values = new Map<string, string>()
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  }
}

describe('IdentityStorage', () => {
  it('lets a new tab pick up the browser’s identity and keep it', () => {
    const browser = memoryStorage()
    new IdentityStorage(memoryStorage(), browser).write({ token: 'a', user: null }, 'browser')
    const second = new IdentityStorage(memoryStorage(), browser)
    expect(second.read()?.token).toBe('a')
    new IdentityStorage(memoryStorage(), browser).write({ token: 'b', user: null }, 'browser')
    expect(second.read()?.token).toBe('a')
    expect(second.isTabOnly('a')).toBe(true)
  })

  it('keeps another guest to the tab it was made in', () => {
    const browser = memoryStorage()
    new IdentityStorage(memoryStorage(), browser).write({ token: 'host', user: null }, 'browser')
    const tab = new IdentityStorage(memoryStorage(), browser)
    tab.write({ token: 'guest', user: null }, 'tab')
    expect(tab.read()?.token).toBe('guest')
    expect(new IdentityStorage(memoryStorage(), browser).read()?.token).toBe('host')
  })

  it('stays signed out after a reload, even if the browser has another identity', () => {
    const browser = memoryStorage()
    const tabStorage = memoryStorage()
    const tab = new IdentityStorage(tabStorage, browser)
    tab.write({ token: 'a', user: null }, 'browser')
    new IdentityStorage(memoryStorage(), browser).write({ token: 'b', user: null }, 'browser')
    tab.forget('a')
    expect(new IdentityStorage(tabStorage, browser).read()).toBeNull()
    expect(new IdentityStorage(memoryStorage(), browser).read()?.token).toBe('b')
  })

  it('keeps what shows the api a known browser, for the last five members, and beyond signing out', () => {
    const browser = memoryStorage()
    const tab = new IdentityStorage(memoryStorage(), browser)
    for (const device of ['a', 'b', 'c', 'd', 'e', 'b', 'f']) tab.keepDevice(device)
    tab.write({ token: 'token', user: null }, 'browser')
    tab.forget('token')
    expect(new IdentityStorage(memoryStorage(), browser).readDevices()).toEqual(['f', 'b', 'e', 'd', 'c'])
  })

  it('takes a damaged entry for nobody', () => {
    const tab = memoryStorage()
    tab.setItem('eduscale.identity', '{"tok')
    expect(new IdentityStorage(tab, memoryStorage()).read()).toBeNull()
  })
})
