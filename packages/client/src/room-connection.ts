import type { EphPacket, EphSend, Ev, Hb, Notice, RunFrame } from '@eduscale/contracts/room'
import { BattleRoom, type ConnectionStatus, type RoomTransport } from './battle-room'
import { ServerClock } from './server-clock'
import type { TokenSource } from './token-source'
import { SocketLink } from './socket-link'

export interface RoomConnectionOptions extends TokenSource {
  /** Api nodes, tried in turn. */
  urls: readonly string[]
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
 * clock, and hands frames to the battle rooms opened on it. Socket.io's own recovery and retries aren't used: they lose and double
 * packets, so rooms resume from the log by sequence number.
 */
export class RoomConnection implements RoomTransport {
  readonly clock = new ServerClock()
  #options: RoomConnectionOptions
  #urlIndex: number
  #failures = 0
  #silences = 0
  #link: SocketLink | null = null
  #rooms = new Map<string, BattleRoom>()
  #status: ConnectionStatus = 'connecting'
  #retryTimer: ReturnType<typeof setTimeout> | null = null
  #clockTimer: ReturnType<typeof setInterval> | null = null
  #ephemerals = new Map<string, EphSend>()
  #ephemeralTimer: ReturnType<typeof setTimeout> | null = null
  #isClosed = false
  /** A token that comes for an earlier attempt opens nothing. */
  #opening = 0

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
    if (this.#rooms.delete(battleId)) void this.request('leave', { b: battleId })
  }

  /** Drops the present connection and tries the next node at once: when the browser says it is online again, or woke up. */
  reconnect(): void {
    if (this.#isClosed) return
    this.#failures = 0
    this.#lost(this.#link)
  }

  close(): void {
    this.#isClosed = true
    if (this.#retryTimer) clearTimeout(this.#retryTimer)
    if (this.#clockTimer) clearInterval(this.#clockTimer)
    if (this.#ephemeralTimer) clearTimeout(this.#ephemeralTimer)
    for (const room of this.#rooms.values()) room.dispose()
    this.#rooms.clear()
    this.#link?.close()
  }

  /** Sends one request; null when nothing came back in time or there is no connection. */
  async request(name: 'cmd' | 'join' | 'sync' | 'leave' | 'edit' | 'chat' | 'mute' | 'clock', frame: unknown): Promise<unknown> {
    const link = this.#link
    if (!link?.isOpen) return null
    const answer = await link.request(name, frame, answerTimeoutMs)
    if (answer !== null) this.#silences = 0
    else if ((this.#silences += 1) >= 2) this.#lost(link)
    return answer
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
    for (const frame of frames) this.#link?.send('eph', frame)
  }

  #open(): void {
    this.#setStatus(this.#status === 'online' ? 'offline' : this.#status)
    this.#opening += 1
    const opening = this.#opening
    const isMine = () => opening === this.#opening && !this.#isClosed
    Promise.resolve(this.#options.getToken()).then(
      (token) => {
        if (!isMine()) return
        if (token === null) this.#refused()
        else this.#openAs(token)
      },
      () => isMine() && this.#lost(null),
    )
  }

  #openAs(token: string): void {
    const link = new SocketLink({
      url: this.url,
      namespace: '/',
      auth: { token },
      timeoutMs: 4_000,
      onOpen: () => this.#connected(link),
      onLost: (refusal) => (refusal?.code === 'unauthenticated' ? this.#unknown(link, token) : this.#lost(link)),
      on: {
        ev: (frame: Ev) => this.#rooms.get(frame.b)?.receive(frame),
        eph: (packet: EphPacket) => this.#rooms.get(packet.b)?.receiveEphemerals(packet),
        hb: (frame: Hb) => this.#rooms.get(frame.b)?.receiveHeartbeat(frame),
        run: (frame: RunFrame) => this.#options.onRun?.(frame),
        notice: (frame: Notice) => this.#options.onNotice?.(frame),
      },
    })
    this.#link = link
  }

  #connected(link: SocketLink): void {
    this.#failures = 0
    this.#silences = 0
    this.#setStatus('online')
    for (const room of this.#rooms.values()) room.resume()
    void this.#sampleClock(link, clockSamplesAtConnect)
    if (this.#clockTimer) clearInterval(this.#clockTimer)
    this.#clockTimer = setInterval(() => void this.#sampleClock(link, 1), 20_000)
  }

  async #sampleClock(link: SocketLink, count: number): Promise<void> {
    for (let sample = 0; sample < count && link === this.#link; sample += 1) {
      const sentAt = performance.now()
      const answer = await this.request('clock', {})
      if (isClockAnswer(answer)) this.clock.addSample(sentAt, performance.now(), answer.at)
    }
  }

  /** This token isn't known; another one may be. */
  #unknown(link: SocketLink, token: string): void {
    if (link !== this.#link || this.#isClosed) return
    const { renew } = this.#options
    if (!renew) return this.#refused()
    renew(token).then(
      (renewed) => {
        if (link !== this.#link || this.#isClosed) return
        if (renewed === null) this.#refused()
        else this.#lost(link)
      },
      () => this.#lost(link),
    )
  }

  #refused(): void {
    this.#isClosed = true
    this.#setStatus('refused')
  }

  #lost(link: SocketLink | null): void {
    if (link !== this.#link || this.#isClosed) return
    this.#link = null
    // One that waits for its token must not come beside the next.
    this.#opening += 1
    link?.close()
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
