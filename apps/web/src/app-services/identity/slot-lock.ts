import { newId } from '@eduscale/client/new-id'
import type { TabStorage } from '../storage/tab-storage'

/** Longer than a renewal takes; whoever holds the lock and is gone holds it no longer. */
const leaseMs = 15_000
const lookAgainMs = 60
/** A tab that wrote at the same moment has done so by then. */
const settleMs = 30

/**
 * One tab of a slot at a time renews its session. The server gives all of them the same key anyhow: this spares it the work. Without Web
 * Locks, as on plain http in a local network, by a lease in the browser's storage.
 */
export async function withSlotLock<Result>(slot: string, storage: TabStorage, work: () => Promise<Result>): Promise<Result> {
  const name = `eduscale.lock.${slot}`
  if ('locks' in navigator) return navigator.locks.request(name, work)
  return withLease(name, storage, work)
}

export async function withLease<Result>(name: string, storage: TabStorage, work: () => Promise<Result>): Promise<Result> {
  const own = newId()
  const giveUpAt = Date.now() + leaseMs
  // Whoever waits for longer than a lease goes without: nothing but speed hangs on it.
  while (Date.now() < giveUpAt) {
    const [holder, until] = (storage.getItem(name) ?? '').split(' ')
    if (holder === own) break
    if (!holder || !(Number(until) > Date.now()) || Number(until) > Date.now() + leaseMs) {
      storage.setItem(name, `${own} ${Date.now() + leaseMs}`)
      await pause(settleMs)
    } else await pause(lookAgainMs)
  }
  try {
    return await work()
  } finally {
    if (storage.getItem(name)?.startsWith(own)) storage.removeItem(name)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
