import type { EditBatch } from '@eduscale/contracts/typing'
import type { ErrorBody } from '@eduscale/contracts/errors'
import type { Ev } from '@eduscale/contracts/room'
import type { WatchCount, Watched, WatchedCarets, WatchedCode, WatchedEdits } from '@eduscale/contracts/watch'
import { applyBattleEvent } from '@eduscale/rules/battle-view'
import { ServerClock } from './server-clock'
import type { TokenSource } from './token-source'
import { SocketLink } from './socket-link'
import { initialWatchState, type WatchState } from './watch-state'

export interface WatchConnectionOptions extends TokenSource {
  /** Api nodes, tried in turn. */
  urls: readonly string[]
  battleId: string
  onState: (state: WatchState) => void
  /** What was known of the code is to be forgotten. */
  onCodeHidden: () => void
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
  #link: SocketLink | null = null
  #state: WatchState = initialWatchState
  #early: Ev[] = []
  /** Typing, and whether it is shown, that came while it was asked for all there is; in the order of its coming. */
  #earlyCode: (WatchedEdits | WatchedCode)[] = []
  /** The last batch known of each player. */
  #known = new Map<string, number>()
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
    this.#link?.close()
    this.#link = null
  }

  #open(): void {
    Promise.resolve(this.#options.getToken()).then(
      (token) => this.#isClosed || this.#openAs(token),
      () => this.#isClosed || this.#lost(null),
    )
  }

  #openAs(token: string | null): void {
    const url = this.#options.urls[this.#urlIndex % this.#options.urls.length] ?? ''
    const { battleId } = this.#options
    const link = new SocketLink({
      url,
      namespace: '/watch',
      auth: token === null ? {} : { token },
      timeoutMs: answerTimeoutMs,
      onOpen: () => void this.#ask(link),
      onLost: (refusal) => {
        if (!refusal || !finalErrors.includes(refusal.code)) return this.#lost(link)
        if (refusal.code === 'unauthenticated' && token !== null) return this.#unknown(link, token, refusal)
        this.#refused(refusal)
      },
      on: {
        ev: (frame: Ev) => frame.b === battleId && this.#receive(link, frame),
        code: (frame: WatchedCode) => frame.b === battleId && this.#receiveCode(frame),
        edits: (frame: WatchedEdits) => frame.b === battleId && this.#receiveCode(frame),
        carets: (frame: WatchedCarets) => frame.b === battleId && this.#moveCarets(frame),
        count: (frame: WatchCount) => frame.b === battleId && this.#update({ spectators: frame.spectators }),
      },
    })
    this.#link = link
  }

  async #ask(link: SocketLink): Promise<void> {
    if (this.#isAsking || link !== this.#link) return
    this.#isAsking = true
    const sentAt = performance.now()
    const answer = (await link.request('watch', { b: this.#options.battleId }, answerTimeoutMs)) as Watched | null
    this.#isAsking = false
    if (link !== this.#link || this.#isClosed) return
    if (!answer) return this.#lost(link)
    if (!answer.ok) return this.#notYet(link, answer.err)
    this.#failures = 0
    this.clock.addSample(sentAt, performance.now(), answer.at)
    const early = this.#early.filter((event) => event.seq > answer.view.seq).toSorted((a, b) => a.seq - b.seq)
    this.#early = []
    const { view, delayMs, spectators } = answer
    // Carets that came since the answer was made are newer.
    const carets = { ...Object.fromEntries(answer.carets.map(({ userId, cursor }) => [userId, cursor])), ...this.#state.carets }
    this.#update({ status: 'online', view, delayMs, spectators, carets, isTooEarly: false, refused: null })
    this.#takeCode({ b: view.id, isShown: answer.isCodeShown, players: answer.players })
    for (const frame of this.#earlyCode.splice(0)) this.#takeCode(frame)
    for (const event of early) this.#receive(link, event)
  }

  #receive(link: SocketLink, event: Ev): void {
    const { view } = this.#state
    if (this.#isAsking || !view) {
      this.#early.push(event)
      return
    }
    if (event.seq <= view.seq) return
    if (event.seq === view.seq + 1) return this.#update({ view: applyBattleEvent(view, event) })
    this.#early.push(event)
    void this.#ask(link)
  }

  #receiveCode(frame: WatchedEdits | WatchedCode): void {
    if (this.#isAsking || !this.#state.view) this.#earlyCode.push(frame)
    else this.#takeCode(frame)
  }

  #takeCode(frame: WatchedEdits | WatchedCode): void {
    if ('batches' in frame) {
      const newer = frame.batches.filter(({ n }) => n > (this.#known.get(frame.userId) ?? 0))
      if (newer.length === 0 || !this.#state.isCodeShown) return
      this.#known.set(frame.userId, newer.at(-1)?.n ?? 0)
      return this.#options.onEdits(frame.userId, newer, false)
    }
    this.#known = new Map(frame.players.map(({ userId, edits }) => [userId, edits.at(-1)?.n ?? 0]))
    this.#options.onCodeHidden()
    for (const { userId, edits } of frame.players) this.#options.onEdits(userId, edits, true)
    this.#update({ isCodeShown: frame.isShown })
  }

  #moveCarets(frame: WatchedCarets): void {
    const moved = Object.fromEntries(frame.carets.map(({ userId, cursor }) => [userId, cursor]))
    this.#update({ carets: { ...this.#state.carets, ...moved } })
  }

  #notYet(link: SocketLink, err: ErrorBody): void {
    if (finalErrors.includes(err.code)) return this.#refused(err)
    if (err.code !== 'wrong-state' && err.code !== 'rate-limited') return this.#lost(link)
    this.#update({ status: 'online', isTooEarly: err.code === 'wrong-state' })
    this.#retryTimer = setTimeout(() => void this.#ask(link), askAgainMs)
  }

  /** This token isn't known; another one may be. */
  #unknown(link: SocketLink, token: string, refusal: ErrorBody): void {
    const renewing = this.#options.renew?.(token) ?? Promise.resolve(null)
    renewing.then(
      (renewed) => {
        if (link !== this.#link || this.#isClosed) return
        if (renewed === null) this.#refused(refusal)
        else this.#lost(link)
      },
      () => this.#lost(link),
    )
  }

  #refused(err: ErrorBody): void {
    this.close()
    this.#update({ status: 'refused', refused: err })
  }

  #lost(link: SocketLink | null): void {
    if (link !== this.#link || this.#isClosed) return
    this.#link = null
    this.#isAsking = false
    this.#earlyCode = []
    link?.close()
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
