import { loadUntil } from '../../ui/load-patiently'
import type { BattleRoom } from '@eduscale/client/battle-room'
import type { ConnectionStatus } from '@eduscale/client/battle-room'
import type { RoomConnection } from '@eduscale/client/room-connection'
import type { TokenSource } from '@eduscale/client/token-source'
import type { Notice, RunFrame } from '@eduscale/contracts/room'

export interface LiveConnectionOptions extends TokenSource {
  urls: readonly string[]
  onStatus: (status: ConnectionStatus | 'closed', url: string) => void
  onNotice: (notice: Notice) => void
  onRun: (frame: RunFrame) => void
}

/**
 * The tab's one live connection. Its code is loaded with the first identity, so visitors of the landing page don't pay for
 * a socket; asking for a room before that waits.
 */
export class LiveConnection {
  #options: LiveConnectionOptions
  #connection: RoomConnection | null = null
  /** Whose it is. */
  #slot: string | null = null
  #waiting = new Set<(connection: RoomConnection) => void>()

  constructor(options: LiveConnectionOptions) {
    this.#options = options
  }

  /** Opens the connection of this identity, closing another's. */
  async open(slot: string): Promise<void> {
    if (this.#slot === slot) return
    this.close()
    this.#slot = slot
    const RoomConnection = await this.#load(slot)
    if (!RoomConnection || this.#slot !== slot) return
    this.#connection = new RoomConnection({
      urls: this.#options.urls,
      getToken: this.#options.getToken,
      ...(this.#options.renew && { renew: this.#options.renew }),
      onStatus: (status, url) => {
        if (this.#slot === slot) this.#options.onStatus(status, url)
      },
      onNotice: this.#options.onNotice,
      onRun: this.#options.onRun,
    })
    for (const resolve of this.#waiting) resolve(this.#connection)
    this.#waiting.clear()
  }

  close(): void {
    if (this.#slot === null) return
    this.#slot = null
    this.#connection?.close()
    this.#connection = null
    this.#options.onStatus('closed', '')
  }

  /** Enters a battle's room as soon as there is a connection; null when the wait was given up. */
  async room(battleId: string, signal: AbortSignal): Promise<BattleRoom | null> {
    const connection = this.#connection ?? (await this.#opened(signal))
    return connection && !signal.aborted ? connection.room(battleId) : null
  }

  leaveRoom(battleId: string): void {
    this.#connection?.closeRoom(battleId)
  }

  /** Tries again at once: the browser is online again, or the machine woke up. */
  reconnect(): void {
    if (this.#connection && this.#connection.status !== 'refused') this.#connection.reconnect()
  }

  /** Milliseconds since the epoch by the server's clock; by this device's until the first sample. */
  now(): number {
    return this.#connection?.clock.now() ?? Date.now()
  }

  get rttMs(): number | null {
    return this.#connection?.clock.rttMs ?? null
  }

  /** Without its code there is no way to a battle: it is asked for until it comes, or the identity changes. */
  async #load(slot: string): Promise<typeof import('@eduscale/client/room-connection').RoomConnection | null> {
    const loaded = await loadUntil(
      () => import('@eduscale/client/room-connection'),
      () => this.#slot !== slot,
    )
    return loaded?.RoomConnection ?? null
  }

  #opened(signal: AbortSignal): Promise<RoomConnection | null> {
    return new Promise((resolve) => {
      this.#waiting.add(resolve)
      signal.addEventListener('abort', () => {
        this.#waiting.delete(resolve)
        resolve(null)
      })
    })
  }
}
