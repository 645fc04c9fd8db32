import type { Ev } from '@eduscale/contracts/room'
import type { Logger } from '@eduscale/platform/logger'
import type { Namespace } from 'socket.io'
import { emitLocal, encodePacket, listSockets } from './emit-local'
import { battleOfRoom, battleRoom, userRoom } from './room-names'

/** The log after each battle's `from`, as players see it, in the order of the log. */
export type ReadLog = (positions: readonly { battleId: string; from: number }[]) => Promise<Ev[]>

/** An event as it goes to the sockets: `json` is put into their packets as it is. */
export interface ShownEvent {
  seq: number
  json: string
  /** Who gives their seat up by it. */
  unseated: string | null
}

export function shownEvent(event: Ev, json = JSON.stringify(event)): ShownEvent {
  return { seq: event.seq, json, unseated: event.t === 'battle:unseated' ? event.d.userId : null }
}

interface LiveBattle {
  /** The last event shown here. Null until the first join has read where the log is. */
  shown: number | null
  /** The last event there is, as far as it is known here. */
  known: number
  /** Events that came before their turn, by number. */
  early: Map<number, ShownEvent> | null
  /** When all sockets here were last told how far the log is, besides by events. */
  toldAt: number
}

/** Somebody who sees cursors move is told the head with them; a heartbeat is for the others. */
const heartbeatMs = 1_800

/** Longer than a node may keep an event for its next message. */
const onItsWayMs = 45

/** More than so many out of turn, and the log has them all the same. */
const maxEarly = 20

/**
 * The battles that somebody on this node has open, and how far each has been shown. Messages of other nodes are only what makes it
 * quick: whatever they don't bring is read from the log. All of it can be lost; a client that joins begins it anew.
 */
export class LiveBattles {
  #battles = new Map<string, LiveBattle>()
  #namespace: Namespace
  #readLog: ReadLog
  #log: Logger
  #onRepaired: (count: number) => void
  #wanted = new Set<string>()

  constructor(options: { namespace: Namespace; readLog: ReadLog; log: Logger; onRepaired: (count: number) => void }) {
    this.#namespace = options.namespace
    this.#readLog = options.readLog
    this.#log = options.log
    this.#onRepaired = options.onRepaired
    const { adapter } = options.namespace
    adapter.on('create-room', (room: string) => {
      const battleId = battleOfRoom(room)
      if (battleId !== null) this.#battles.set(battleId, { shown: null, known: 0, early: null, toldAt: 0 })
    })
    adapter.on('delete-room', (room: string) => {
      const battleId = battleOfRoom(room)
      if (battleId !== null) this.#battles.delete(battleId)
    })
  }

  get ids(): string[] {
    return [...this.#battles.keys()]
  }

  /** The last event shown here, 0 when none is known. */
  headOf(battleId: string): number {
    return this.#battles.get(battleId)?.shown ?? 0
  }

  /** Every socket here has just been told the head. */
  told(battleId: string): void {
    const battle = this.#battles.get(battleId)
    if (battle) battle.toldAt = performance.now()
  }

  wantsHeartbeat(battleId: string): boolean {
    const battle = this.#battles.get(battleId)
    return battle !== undefined && performance.now() - battle.toldAt > heartbeatMs
  }

  /** Somebody has joined, and reads the log from here on: everything after `seq` is to be shown. */
  opened(battleId: string, seq: number): void {
    const battle = this.#battles.get(battleId)
    if (battle) battle.shown ??= seq
  }

  /** Shows an event if it is the next one. A later one waits for what is missing in between, from another node or from the log. */
  show(battleId: string, event: ShownEvent): void {
    const { seq, json, unseated } = event
    const battle = this.#battles.get(battleId)
    if (!battle || (battle.shown !== null && seq <= battle.shown)) return
    battle.known = Math.max(battle.known, seq)
    if (battle.shown !== null && seq > battle.shown + 1) {
      battle.early ??= new Map()
      if (battle.early.size < maxEarly) battle.early.set(seq, event)
      return this.catchUpSoon(battleId)
    }
    battle.shown = seq
    emitLocal(this.#namespace, battleRoom(battleId), encodePacket('ev', json), 'sure')
    if (unseated !== null) this.#unseat(battleId, unseated)
    this.#showEarly(battleId, battle)
  }

  #showEarly(battleId: string, battle: LiveBattle): void {
    if (!battle.early || battle.shown === null) return
    for (const seq of battle.early.keys()) if (seq <= battle.shown) battle.early.delete(seq)
    const next = battle.early.get(battle.shown + 1)
    if (battle.early.size === 0) battle.early = null
    if (next !== undefined) this.show(battleId, next)
  }

  /** Who has given a seat up has seen that, and nothing after it. */
  #unseat(battleId: string, userId: string): void {
    for (const socket of listSockets(this.#namespace, userRoom(userId))) void socket.leave(battleRoom(battleId))
  }

  /** The log is known to be this far. */
  mustBeAt(battleId: string, head: number): void {
    const battle = this.#battles.get(battleId)
    if (!battle) return
    battle.shown ??= head
    battle.known = Math.max(battle.known, head)
    if (head > battle.shown) this.catchUpSoon(battleId)
  }

  /**
   * Reads one battle's log, or all, in a moment. What seems to be missing of one is mostly on its way, when two nodes tell of two
   * events at the same time, and then there is nothing to be read.
   */
  catchUpSoon(battleId: string | 'all'): void {
    this.#wanted.add(battleId)
    if (this.#wanted.size > 1) return
    setTimeout(() => {
      const wanted = this.#wanted
      this.#wanted = new Set()
      const ids = wanted.has('all') ? this.ids : [...wanted].filter((id) => this.#isBehind(id))
      this.#catchUp(ids).catch((err: unknown) => this.#log.warn({ err }, 'the log could not be read; it is tried again'))
    }, onItsWayMs)
  }

  #isBehind(battleId: string): boolean {
    const battle = this.#battles.get(battleId)
    return battle !== undefined && battle.shown !== null && battle.known > battle.shown
  }

  /** Shows whatever the logs have and this node hasn't. */
  catchUp(): Promise<void> {
    return this.#catchUp(this.ids)
  }

  async #catchUp(ids: readonly string[]): Promise<void> {
    const positions = ids.flatMap((battleId) => {
      const from = this.#battles.get(battleId)?.shown ?? null
      return from === null ? [] : [{ battleId, from }]
    })
    if (positions.length === 0) return
    let repaired = 0
    for (const event of await this.#readLog(positions)) {
      // What came as a message while the log was read is not shown twice.
      if (event.seq !== this.headOf(event.b) + 1) continue
      this.show(event.b, shownEvent(event))
      repaired += 1
    }
    if (repaired > 0) this.#onRepaired(repaired)
  }
}
