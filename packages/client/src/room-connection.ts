import type { EphPacket, EphSend, Ev, Hb, Notice, RunFrame } from '@eduscale/contracts/room'
import type { ErrorBody } from '@eduscale/contracts/errors'
import { io, type Socket } from 'socket.io-client'
import { BattleRoom, type ConnectionStatus, type RoomTransport } from './battle-room'
import { ServerClock } from './server-clock'

interface ServerToClient {
  ev: (frame: Ev) => void
  eph: (packet: EphPacket) => void
  hb: (frame: Hb) => void
  run: (frame: RunFrame) => void
  notice: (frame: Notice) => void
}
type Reply = (answer: unknown) => void
interface ClientToServer {
  cmd: (frame: unknown, reply: Reply) => void
  join: (frame: { b: string; from: number | null }, reply: Reply) => void
  sync: (frame: { b: string; from: number | null }, reply: Reply) => void
  leave: (frame: { b: string }, reply: Reply) => void
  edit: (frame: unknown, reply: Reply) => void
  chat: (frame: unknown, reply: Reply) => void
  mute: (frame: unknown, reply: Reply) => void
  clock: (frame: Record<string, never>, reply: Reply) => void
  eph: (frame: EphSend) => void
}

export interface RoomConnectionOptions {
  /** Api nodes, tried in turn. */
  urls: readonly string[]
  token: string
  /** Which of `urls` to try first; one at random when not given, so that players spread over the nodes. */
  firstUrl?: number
  onStatus?: (status: ConnectionStatus, url: string) => void
  onNotice?: (notice: Notice) => void
  onRun?: (frame: RunFrame) => void
}

/** A request without an answer for this long is sent again; two in a row and the node is taken for dead. */
const answerTimeoutMs = 2_500
const clockSamplesAtConnect = 4
const ephemeralEveryMs = 100

/**
 * One identity's connection to whichever api node answers. It moves to the next node when one fails, keeps the server's
 * clock, and hands frames to the battle rooms opened on it. Socket.io's own recovery and retries are off on purpose: they
 * lose and double packets, so rooms resume from the log by sequence number.
 */
export class RoomConnection implements RoomTransport {
  readonly clock = new ServerClock()
  #options: RoomConnectionOptions
  #urlIndex: number
  #failures = 0
  #silences = 0
  #socket: Socket<ServerToClient, ClientToServer> | null = null
  #rooms = new Map<string, BattleRoom>()
  #status: ConnectionStatus = 'connecting'
  #retryTimer: ReturnType<typeof setTimeout> | null = null
  #clockTimer: ReturnType<typeof setInterval> | null = null
  #ephemerals = new Map<string, EphSend>()
  #ephemeralTimer: ReturnType<typeof setTimeout> | null = null
  #isClosed = false

  constructor(options: RoomConnectionOptions) {
    this.#options = options
    this.#urlIndex = options.firstUrl ?? Math.floor(Math.random() * options.urls.length)
    this.#open()
  }

  get status(): ConnectionStatus {
    return this.#status
  }

  /** The api node in use or being tried. */
  get url(): string {
    return this.#options.urls[this.#urlIndex % this.#options.urls.length] ?? ''
  }

  /** Opens (or returns) the room of a battle; it joins at once and again after every reconnect. */
  room(battleId: string): BattleRoom {
    const existing = this.#rooms.get(battleId)
    if (existing) return existing
    const room = new BattleRoom(battleId, this)
    this.#rooms.set(battleId, room)
    if (this.#status === 'online') room.resume()
    return room
  }

  closeRoom(battleId: string): void {
    this.#rooms.get(battleId)?.dispose()
    if (this.#rooms.delete(battleId)) this.#socket?.emit('leave', { b: battleId }, () => {})
  }

  /** Drops the present connection and tries the next node at once: when the browser says it is online again, or woke up. */
  reconnect(): void {
    if (this.#isClosed) return
    this.#failures = 0
    this.#lost(this.#socket)
  }

  close(): void {
    this.#isClosed = true
    if (this.#retryTimer) clearTimeout(this.#retryTimer)
    if (this.#clockTimer) clearInterval(this.#clockTimer)
    if (this.#ephemeralTimer) clearTimeout(this.#ephemeralTimer)
    for (const room of this.#rooms.values()) room.dispose()
    this.#rooms.clear()
    this.#socket?.disconnect()
  }

  /** Sends one request; null when nothing came back in time or there is no connection. */
  async request(name: 'cmd' | 'join' | 'sync' | 'edit' | 'chat' | 'mute' | 'clock', frame: unknown): Promise<unknown> {
    const socket = this.#socket
    if (!socket?.connected) return null
    try {
      // The frames of each request are typed where they are built (BattleRoom); here they only pass through.
      const emitter = socket.timeout(answerTimeoutMs) as unknown as {
        emitWithAck: (name: string, frame: unknown) => Promise<unknown>
      }
      const answer = await emitter.emitWithAck(name, frame)
      this.#silences = 0
      return answer
    } catch {
      this.#silences += 1
      if (this.#silences >= 2 && socket === this.#socket) this.#lost(socket)
      return null
    }
  }

  /** The newest of a battle and kind, at most ten times a second: the first goes at once, and the last is never left out. */
  sendEphemeral(frame: EphSend): void {
    this.#ephemerals.set(`${frame.b}${frame.t}`, frame)
    if (this.#ephemeralTimer === null) this.#flushEphemerals()
  }

  #flushEphemerals(): void {
    const frames = [...this.#ephemerals.values()]
    this.#ephemerals.clear()
    this.#ephemeralTimer = frames.length === 0 ? null : setTimeout(() => this.#flushEphemerals(), ephemeralEveryMs)
    // Without a connection it is of no use: where the cursor is then will be sent then.
    if (this.#socket?.connected) for (const frame of frames) this.#socket.emit('eph', frame)
  }

  #open(): void {
    this.#setStatus(this.#status === 'online' ? 'offline' : this.#status)
    const socket: Socket<ServerToClient, ClientToServer> = io(this.url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: 4_000,
      auth: { token: this.#options.token },
    })
    this.#socket = socket
    socket.on('connect', () => this.#connected(socket))
    socket.on('disconnect', () => this.#lost(socket))
    socket.on('connect_error', (error: Error & { data?: ErrorBody }) => {
      if (error.data?.code === 'unauthenticated') return this.#refused(socket)
      this.#lost(socket)
    })
    socket.on('ev', (frame) => this.#rooms.get(frame.b)?.receive(frame))
    socket.on('eph', (packet) => this.#rooms.get(packet.b)?.receiveEphemerals(packet))
    socket.on('hb', (frame) => this.#rooms.get(frame.b)?.receiveHeartbeat(frame))
    socket.on('run', (frame) => this.#options.onRun?.(frame))
    socket.on('notice', (frame) => this.#options.onNotice?.(frame))
  }

  #connected(socket: Socket<ServerToClient, ClientToServer>): void {
    this.#failures = 0
    this.#silences = 0
    this.#setStatus('online')
    for (const room of this.#rooms.values()) room.resume()
    void this.#sampleClock(socket, clockSamplesAtConnect)
    if (this.#clockTimer) clearInterval(this.#clockTimer)
    this.#clockTimer = setInterval(() => void this.#sampleClock(socket, 1), 20_000)
  }

  async #sampleClock(socket: Socket<ServerToClient, ClientToServer>, count: number): Promise<void> {
    for (let sample = 0; sample < count && socket === this.#socket; sample += 1) {
      const sentAt = Date.now()
      const answer = await this.request('clock', {})
      if (isClockAnswer(answer)) this.clock.addSample(sentAt, Date.now(), answer.at)
    }
  }

  #refused(socket: Socket<ServerToClient, ClientToServer>): void {
    socket.disconnect()
    this.#isClosed = true
    this.#setStatus('refused')
  }

  #lost(socket: Socket<ServerToClient, ClientToServer> | null): void {
    if (socket !== this.#socket || this.#isClosed) return
    this.#socket = null
    socket?.removeAllListeners()
    socket?.disconnect()
    this.#setStatus('offline')
    this.#urlIndex += 1
    // The first round over the nodes is immediate; then the wait doubles up to 3 s, with jitter against stampedes.
    const round = Math.floor(this.#failures / this.#options.urls.length)
    this.#failures += 1
    const delayMs = round === 0 ? 50 : Math.min(3_000, 250 * 2 ** round) * (0.5 + Math.random())
    if (this.#retryTimer) clearTimeout(this.#retryTimer)
    this.#retryTimer = setTimeout(() => this.#open(), delayMs)
  }

  #setStatus(status: ConnectionStatus): void {
    this.#status = status
    for (const room of this.#rooms.values()) room.connectionChanged(status)
    this.#options.onStatus?.(status, this.url)
  }
}

function isClockAnswer(answer: unknown): answer is { at: number } {
  return typeof answer === 'object' && answer !== null && 'at' in answer && typeof answer.at === 'number'
}
