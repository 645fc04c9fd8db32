import type { BattleView } from '@eduscale/contracts/battle'
import type { EditBatch } from '@eduscale/contracts/typing'
import type { ErrorBody, ErrorCode } from '@eduscale/contracts/errors'
import type {
  Ack,
  BattleCommand,
  ChatPreset,
  Eph,
  EphFrame,
  EphPacket,
  EphSend,
  Ev,
  Hb,
  Joined,
  Muted,
} from '@eduscale/contracts/room'
import { applyBattleEvent } from '@eduscale/rules/battle-view'
import { newId } from './new-id'
import { unsealProblem } from './unseal-problem'

export type ConnectionStatus = 'connecting' | 'online' | 'offline' | 'refused'

/** What a room needs of the connection it is on. */
export interface RoomTransport {
  readonly status: ConnectionStatus
  /** Sends one request; null when nothing came back in time or there is no connection. */
  request(name: 'cmd' | 'join' | 'sync' | 'edit' | 'chat' | 'mute', frame: unknown): Promise<unknown>
  sendEphemeral(frame: EphSend): void
}

export interface BattleRoomState {
  /** Null until the first join. */
  view: BattleView | null
  /** The highest sequence number the server has told of; equal to `view.seq` when nothing is missing. */
  head: number
  connection: ConnectionStatus
  present: readonly string[]
  /** Players whose chat the server keeps from this one. */
  muted: readonly string[]
  /** Why the room can't be entered, such as not-found or forbidden. */
  refused: ErrorBody | null
}

/** What happened since the last notification: rows may be painted in one animation frame. */
export interface BattleRoomListener {
  onState?: (state: BattleRoomState) => void
  onEvent?: (event: Ev) => void
  onEphemeral?: (frame: Eph) => void
  /** Something said by any player, oneself included. Never by somebody muted. */
  onChat?: (said: { from: string; preset: ChatPreset }) => void
}

/** Two frames over different ways may overtake each other by this much. */
const reorderedMs = 500

const noAnswer: ErrorBody = { code: 'unavailable', message: 'There is no connection at the moment.' }

interface EditAnswer {
  ok: boolean
  err?: ErrorBody
}

/** Answers that say nothing about the battle: the node's database was away, or it was asked too often. */
const passing: readonly ErrorCode[] = ['internal', 'unavailable', 'rate-limited']

/** So many times, a second apart, the same thing may fail over there before it is given up. */
const maxFailures = 10

interface Unacked {
  command: BattleCommand
  settle: (ack: Ack) => void
  isBusy: boolean
  /** An earlier copy may have been carried out: none was refused, and none acked. */
  isUnsure: boolean
  failures: number
}

/**
 * One battle on a connection: applies events in sequence, closes gaps by `sync`, resends commands and typing until they are
 * acked. Everything it holds can be had again from the server.
 */
export class BattleRoom {
  readonly battleId: string
  #connection: RoomTransport
  #listeners = new Set<BattleRoomListener>()
  #state: BattleRoomState
  #early = new Map<number, Ev>()
  /** Numbers of the last frames, by kind and sender. */
  #newestFrame = new Map<string, number>()
  #isCatchingUp = false
  #mustCatchUpAgain = false
  /** On the present connection. Until then the node knows nobody here: it answers no sync and takes no typing. */
  #isJoined = false
  #unacked = new Map<string, Unacked>()
  #edits: EditBatch[] = []
  #isSendingEdits = false
  #editFailures = 0
  #lastEdit: number | null = null
  #resendTimer: ReturnType<typeof setInterval>
  #sealed: string | null = null
  #isDisposed = false

  constructor(battleId: string, connection: RoomTransport) {
    this.battleId = battleId
    this.#connection = connection
    this.#state = { view: null, head: 0, connection: connection.status, present: [], muted: [], refused: null }
    this.#resendTimer = setInterval(() => this.#resend(), 1_000)
  }

  get state(): BattleRoomState {
    return this.#state
  }

  subscribe(listener: BattleRoomListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Sends a command and resolves with its ack, however many reconnects that takes. The same `cid` may be passed again after
   * a reload: the server answers with the stored result.
   */
  command(command: BattleCommand, cid: string = newId()): Promise<Ack> {
    return new Promise((settle) => {
      this.#unacked.set(cid, { command, settle, isBusy: false, isUnsure: false, failures: 0 })
      void this.#sendCommand(cid)
    })
  }

  /** Queues a batch of typing; numbers are given here, dense per player. */
  sendEdits(batch: Omit<EditBatch, 'n'>): void {
    if (this.#lastEdit === null) return
    this.#lastEdit += 1
    this.#edits.push({ ...batch, n: this.#lastEdit })
    void this.#flushEdits()
  }

  get unsentEdits(): number {
    return this.#edits.length
  }

  sendEphemeral(frame: { [Kind in EphSend['t']]: { t: Kind; d: Extract<EphSend, { t: Kind }>['d'] } }[EphSend['t']]): void {
    this.#connection.sendEphemeral({ b: this.battleId, ...frame })
  }

  /** Says something to the others; the error when it was refused, such as rate-limited. Not repeated: it is of the moment. */
  async sendChat(preset: ChatPreset): Promise<ErrorBody | null> {
    const answer = (await this.#connection.request('chat', { b: this.battleId, preset })) as EditAnswer | null
    return answer ? (answer.err ?? null) : noAnswer
  }

  /** Keeps a player's chat away from this one in this battle, or no longer; the server remembers it. */
  async mute(userId: string, isMuted: boolean): Promise<ErrorBody | null> {
    const answer = (await this.#connection.request('mute', { b: this.battleId, userId, isMuted })) as Muted | null
    if (!answer) return noAnswer
    if (!answer.ok) return answer.err
    this.#update({ muted: answer.muted })
    return null
  }

  /** Joins, or joins again from the last applied event. */
  resume(): void {
    void this.#catchUp('join')
  }

  receive(event: Ev): void {
    this.#setHead(event.seq)
    if (event.t === 'battle:countdown') this.#sealed = event.d.sealed ?? null
    if (event.t === 'battle:started' && !event.d.problem) void this.#open(event)
    else this.#take(event)
  }

  /** The start of a battle whose statement came sealed; where it didn't, or can't be opened, the log has it. */
  async #open(event: Extract<Ev, { t: 'battle:started' }>): Promise<void> {
    const key = event.d.problemKey
    const problem = this.#sealed !== null && key !== null ? await unsealProblem(this.#sealed, key) : null
    if (problem) this.#take({ ...event, d: { ...event.d, problem } })
    else void this.#catchUp('sync')
  }

  #take(event: Ev): void {
    const view = this.#state.view
    if (!view || event.seq > view.seq + 1) {
      this.#early.set(event.seq, event)
      if (view) void this.#catchUp('sync')
      return
    }
    this.#apply([event])
  }

  receiveEphemerals(packet: EphPacket): void {
    for (const frame of packet.f) this.#receiveEphemeral(frame)
    this.#noticeHead(packet.head)
  }

  receiveHeartbeat(frame: Hb): void {
    this.#noticeHead(frame.head)
  }

  #receiveEphemeral(frame: EphFrame): void {
    if (frame.t === 'chat') {
      for (const listener of this.#listeners) listener.onChat?.({ from: frame.from, preset: frame.d.preset })
      return
    }
    // The last writer wins. Numbers are milliseconds: much older ones are of a node whose clock is behind, and are news.
    const key = `${frame.t}${frame.from}`
    const newest = this.#newestFrame.get(key) ?? 0
    if (frame.t !== 'typing' && frame.n <= newest && newest - frame.n < reorderedMs) return
    this.#newestFrame.set(key, frame.n)
    // Whoever types is here, even if a node that they have left says otherwise: a second tab may be on another one.
    const isPresent = frame.t === 'presence' ? frame.d.isPresent : frame.t === 'progress' ? null : true
    if (isPresent !== null && isPresent !== this.#state.present.includes(frame.from)) {
      const others = this.#state.present.filter((id) => id !== frame.from)
      this.#update({ present: isPresent ? [...others, frame.from] : others })
    }
    const eph: Eph = { ...frame, b: this.battleId }
    for (const listener of this.#listeners) listener.onEphemeral?.(eph)
  }

  #noticeHead(head: number): void {
    this.#setHead(head)
    if (this.#state.view && head > this.#state.view.seq) void this.#catchUp('sync')
  }

  connectionChanged(status: ConnectionStatus): void {
    this.#isJoined = false
    this.#update({ connection: status })
  }

  dispose(): void {
    this.#isDisposed = true
    clearInterval(this.#resendTimer)
    this.#listeners.clear()
  }

  async #catchUp(wanted: 'join' | 'sync'): Promise<void> {
    if (this.#isCatchingUp) {
      this.#mustCatchUpAgain ||= wanted === 'join'
      return
    }
    this.#isCatchingUp = true
    try {
      const from = this.#state.view?.seq ?? null
      // A join that nobody answered in time comes before everything else.
      const how = this.#isJoined ? wanted : 'join'
      const answer = (await this.#connection.request(how, { b: this.battleId, from })) as Joined | null
      if (answer && !this.#isDisposed) this.#joined(answer)
    } finally {
      this.#isCatchingUp = false
    }
    if (this.#mustCatchUpAgain) {
      this.#mustCatchUpAgain = false
      await this.#catchUp('join')
    }
  }

  #joined(answer: Joined): void {
    if (!answer.ok) {
      if (!passing.includes(answer.err.code)) this.#update({ refused: answer.err })
      return
    }
    this.#isJoined = true
    this.#lastEdit = Math.max(this.#lastEdit ?? 0, answer.editsHead)
    this.#update({
      refused: null,
      present: answer.present,
      muted: answer.muted,
      head: Math.max(this.#state.head, answer.head),
      // Frames that came while the answer was on its way may have moved the view past the snapshot.
      ...(answer.view && answer.view.seq >= (this.#state.view?.seq ?? 0) ? { view: answer.view } : {}),
    })
    this.#apply(answer.events)
    this.#resend()
  }

  #apply(events: readonly Ev[]): void {
    let view = this.#state.view
    if (!view) return
    const applied: Ev[] = []
    const take = (event: Ev) => {
      if (!view || event.seq !== view.seq + 1) return
      view = applyBattleEvent(view, event)
      applied.push(event)
    }
    for (const event of events) take(event)
    for (let next = this.#early.get(view.seq + 1); next; next = this.#early.get(view.seq + 1)) take(next)
    for (const seq of this.#early.keys()) if (seq <= view.seq) this.#early.delete(seq)
    if (applied.length > 0) this.#update({ view, head: Math.max(this.#state.head, view.seq) })
    for (const event of applied) for (const listener of this.#listeners) listener.onEvent?.(event)
  }

  #resend(): void {
    for (const cid of this.#unacked.keys()) void this.#sendCommand(cid)
    void this.#flushEdits()
    const { view, head, connection, refused } = this.#state
    if (connection !== 'online' || refused) return
    if (!view || !this.#isJoined) void this.#catchUp('join')
    else if (head > view.seq) void this.#catchUp('sync')
  }

  async #sendCommand(cid: string): Promise<void> {
    const pending = this.#unacked.get(cid)
    if (!pending || pending.isBusy) return
    pending.isBusy = true
    const ack = (await this.#connection.request('cmd', { cid, b: this.battleId, ...pending.command })) as Ack | null
    pending.isBusy = false
    if (!ack || mustAskAgain(pending, ack)) {
      pending.isUnsure = true
      return
    }
    if (!this.#unacked.delete(cid)) return
    if (ack.ok) this.#noticeHead(ack.seq)
    pending.settle(ack)
  }

  async #flushEdits(): Promise<void> {
    if (this.#isSendingEdits) return
    this.#isSendingEdits = true
    try {
      for (let batch = this.#edits[0]; batch; batch = this.#edits[0]) {
        if (!this.#isJoined) return
        const answer = (await this.#connection.request('edit', { b: this.battleId, batch })) as EditAnswer | null
        // Too fast, as after a long absence, or the node's database is away: the resend timer goes on with the same batch.
        if (!answer || answer.err?.code === 'rate-limited') return
        this.#editFailures = answer.err && passing.includes(answer.err.code) ? this.#editFailures + 1 : 0
        if (this.#editFailures > 0 && this.#editFailures < maxFailures) return
        this.#editFailures = 0
        this.#edits.shift()
      }
    } finally {
      this.#isSendingEdits = false
    }
  }

  #setHead(head: number): void {
    if (head > this.#state.head) this.#update({ head })
  }

  #update(change: Partial<BattleRoomState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener.onState?.(this.#state)
  }
}

/**
 * Something failed over there, perhaps after the commit: asked once more under the same id, the server tells what came of it. Being
 * too fast with a copy says nothing about the first.
 */
function mustAskAgain(pending: Unacked, ack: Ack): boolean {
  if (ack.ok) return false
  const isNoAnswer = ack.err.code === 'internal' || (ack.err.code === 'rate-limited' && pending.isUnsure)
  if (!isNoAnswer) return false
  pending.failures += 1
  return pending.failures < maxFailures
}
