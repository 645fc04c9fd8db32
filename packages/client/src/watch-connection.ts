import type { BattleView, EditBatch } from '@eduscale/contracts/battle'
import type { ErrorBody } from '@eduscale/contracts/errors'
import type { Ev } from '@eduscale/contracts/room'
import type { WatchCount, Watched, WatchedEdits } from '@eduscale/contracts/watch'
import { applyBattleEvent } from '@eduscale/rules/battle-view'
import { io, type Socket } from 'socket.io-client'
import type { ConnectionStatus } from './battle-room'
import { ServerClock } from './server-clock'

interface ServerToClient {
  ev: (frame: Ev) => void
  edits: (frame: WatchedEdits) => void
  count: (frame: WatchCount) => void
}
interface ClientToServer {
  watch: (frame: { b: string }, reply: (answer: Watched) => void) => void
  unwatch: (frame: { b: string }, reply: (answer: unknown) => void) => void
}

export interface WatchState {
  status: ConnectionStatus
  /** Null until the first answer. */
  view: BattleView | null
  delayMs: number
  spectators: number
  /** The players aren't at the start line yet; it is asked again by itself. */
  isTooEarly: boolean
  /** Why it can't be watched; final, except when one becomes somebody else. */
  refused: ErrorBody | null
}

export interface WatchConnectionOptions {
  /** Api nodes, tried in turn. */
  urls: readonly string[]
  /** Null for somebody who isn't signed in. */
  token: string | null
  battleId: string
  onState: (state: WatchState) => void
  /** `isAll`: the typing so far, in place of what was known. */
  onEdits: (userId: string, batches: readonly EditBatch[], isAll: boolean) => void
}

const answerTimeoutMs = 4_000
/** Errors that asking again would only repeat. */
const finalErrors: readonly ErrorBody['code'][] = ['not-found', 'forbidden', 'unauthenticated', 'bad-request']
const askAgainMs = 3_000

/**
 * Watches one battle, late and read only. After a lost connection or a gap it asks for everything once more: spectators need
 * no sequence of their own, and the answer is what a newcomer gets.
 */
export class WatchConnection {
  readonly clock = new ServerClock()
  #options: WatchConnectionOptions
  #urlIndex: number
  #failures = 0
  #socket: Socket<ServerToClient, ClientToServer> | null = null
  #state: WatchState = { status: 'connecting', view: null, delayMs: 0, spectators: 0, isTooEarly: false, refused: null }
  #early: Ev[] = []
  #isAsking = false
  #retryTimer: ReturnType<typeof setTimeout> | null = null
  #isClosed = false

  constructor(options: WatchConnectionOptions) {
    this.#options = options
    this.#urlIndex = Math.floor(Math.random() * options.urls.length)
    this.#open()
  }

  close(): void {
    this.#isClosed = true
    if (this.#retryTimer) clearTimeout(this.#retryTimer)
    this.#socket?.disconnect()
    this.#socket = null
  }

  #open(): void {
    const url = this.#options.urls[this.#urlIndex % this.#options.urls.length] ?? ''
    const { battleId, token } = this.#options
    const socket: Socket<ServerToClient, ClientToServer> = io(`${url}/watch`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: answerTimeoutMs,
      auth: token === null ? {} : { token },
    })
    this.#socket = socket
    socket.on('connect', () => void this.#ask(socket))
    socket.on('disconnect', () => this.#lost(socket))
    socket.on('connect_error', (error: Error & { data?: ErrorBody }) => {
      if (error.data && finalErrors.includes(error.data.code)) this.#refused(error.data)
      else this.#lost(socket)
    })
    socket.on('ev', (frame) => frame.b === battleId && this.#receive(socket, frame))
    socket.on('edits', (frame) => frame.b === battleId && this.#options.onEdits(frame.userId, frame.batches, false))
    socket.on('count', (frame) => frame.b === battleId && this.#update({ spectators: frame.spectators }))
  }

  async #ask(socket: Socket<ServerToClient, ClientToServer>): Promise<void> {
    if (this.#isAsking || socket !== this.#socket) return
    this.#isAsking = true
    const sentAt = Date.now()
    const answer = await socket
      .timeout(answerTimeoutMs)
      .emitWithAck('watch', { b: this.#options.battleId })
      .catch(() => null)
    this.#isAsking = false
    if (socket !== this.#socket || this.#isClosed) return
    if (!answer) return this.#lost(socket)
    if (!answer.ok) return this.#notYet(socket, answer.err)
    this.#failures = 0
    this.clock.addSample(sentAt, Date.now(), answer.at)
    for (const player of answer.players) this.#options.onEdits(player.userId, player.edits, true)
    const early = this.#early.filter((event) => event.seq > answer.view.seq).toSorted((a, b) => a.seq - b.seq)
    this.#early = []
    const { view, delayMs, spectators } = answer
    this.#update({ status: 'online', view, delayMs, spectators, isTooEarly: false, refused: null })
    for (const event of early) this.#receive(socket, event)
  }

  #receive(socket: Socket<ServerToClient, ClientToServer>, event: Ev): void {
    const { view } = this.#state
    if (this.#isAsking || !view) {
      this.#early.push(event)
      return
    }
    if (event.seq <= view.seq) return
    if (event.seq === view.seq + 1) return this.#update({ view: applyBattleEvent(view, event) })
    this.#early.push(event)
    void this.#ask(socket)
  }

  #notYet(socket: Socket<ServerToClient, ClientToServer>, err: ErrorBody): void {
    if (finalErrors.includes(err.code)) return this.#refused(err)
    if (err.code !== 'wrong-state' && err.code !== 'rate-limited') return this.#lost(socket)
    this.#update({ status: 'online', isTooEarly: err.code === 'wrong-state' })
    this.#retryTimer = setTimeout(() => void this.#ask(socket), askAgainMs)
  }

  #refused(err: ErrorBody): void {
    this.close()
    this.#update({ status: 'refused', refused: err })
  }

  #lost(socket: Socket<ServerToClient, ClientToServer>): void {
    if (socket !== this.#socket || this.#isClosed) return
    this.#socket = null
    this.#isAsking = false
    socket.removeAllListeners()
    socket.disconnect()
    this.#update({ status: 'offline' })
    this.#urlIndex += 1
    // The first round over the nodes is immediate; then the wait doubles up to 5 s, with jitter against stampedes.
    const round = Math.floor(this.#failures / this.#options.urls.length)
    this.#failures += 1
    const delayMs = round === 0 ? 50 : Math.min(5_000, 250 * 2 ** round) * (0.5 + Math.random())
    this.#retryTimer = setTimeout(() => this.#open(), delayMs)
  }

  #update(change: Partial<WatchState>): void {
    this.#state = { ...this.#state, ...change }
    this.#options.onState(this.#state)
  }
}
