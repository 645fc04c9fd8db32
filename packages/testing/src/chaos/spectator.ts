import { isDeepStrictEqual } from 'node:util'
import { WatchConnection } from '@eduscale/client/watch-connection'
import type { WatchState } from '@eduscale/client/watch-state'
import type { TestPlayer } from '../test-player'

type Query = <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>

/** Somebody who looks on, by way of `/watch`, and notes when each thing was seen. */
export class Spectator {
  readonly #person: TestPlayer
  readonly battleId: string
  readonly #connection: WatchConnection
  /** Plays in the battle, and so has no business here before its end. */
  readonly #isPlayer: boolean
  #state: WatchState | null = null
  #events: { seq: number; at: number }[] = []
  #edits: { userId: string; n: number; at: number }[] = []

  constructor(person: TestPlayer, battleId: string, isPlayer: boolean) {
    this.#person = person
    this.battleId = battleId
    this.#isPlayer = isPlayer
    this.#connection = new WatchConnection({
      urls: person.urls,
      getToken: person.session.getToken,
      renew: person.session.renew,
      battleId,
      onState: (state) => {
        const seq = state.view?.seq ?? 0
        // A battle that has just begun is shown without anything in it.
        if (seq > (this.#state?.view?.seq ?? 0)) this.#events.push({ seq, at: Date.now() })
        this.#state = state
      },
      onCodeHidden: () => {},
      onEdits: (userId, batches) => {
        for (const { n } of batches) this.#edits.push({ userId, n, at: Date.now() })
      },
    })
  }

  /** Has seen the log up to there. Players who looked are only to be turned away. */
  hasSeen(battleId: string, version: number): boolean {
    if (battleId !== this.battleId) return true
    if (this.#isPlayer) return this.#state?.status === 'refused' || this.#state?.view !== null
    return (this.#state?.view?.seq ?? 0) >= version
  }

  close(): void {
    this.#connection.close()
  }

  /**
   * I6, I11 and I15: what was seen is the battle as its players have it; nothing was seen before its time, which is the delay or the
   * end, and of code the end, since nobody here allows more; and nothing of this person is in the database.
   */
  async check(query: Query, given: { delayMs: number; view: unknown }): Promise<string[]> {
    const who = `${this.battleId} ${this.#isPlayer ? 'player' : 'spectator'} ${this.#person.user.name}`
    const at = 'extract(epoch FROM at)::float8 * 1000 AS at'
    const events = await query<{ seq: number; type: string; at: number }>(
      `SELECT seq, type, ${at} FROM battle_event WHERE battle_id = $1 ORDER BY seq`,
      [this.battleId],
    )
    const endedAt =
      events.find(({ type }) => ['battle:finished', 'battle:aborted', 'battle:voided'].includes(type))?.at ?? Infinity
    const isEarly = (writtenAt: number | undefined, seenAt: number) =>
      writtenAt === undefined || seenAt + clockErrorMs < (this.#isPlayer ? endedAt : Math.min(writtenAt + given.delayMs, endedAt))
    const violations = [
      ...this.#events
        .filter((seen) => isEarly(events[seen.seq - 1]?.at, seen.at))
        .map(({ seq }) => `I11 ${who}: saw event ${seq} before its time`),
      ...this.#edits
        .filter((seen) => seen.at + clockErrorMs < endedAt)
        .map(({ userId, n }) => `I11 ${who}: saw typing ${n} of ${userId} before the end`),
    ]
    if (this.#isPlayer) return violations
    if (!isDeepStrictEqual(this.#state?.view, given.view)) violations.push(`I6 ${who}: has seen another battle than its players`)
    return [...violations, ...(await this.#findRows(query)).map((table) => `I15 ${who}: has left rows in ${table}`)]
  }

  async #findRows(query: Query): Promise<string[]> {
    const places = [
      'battle_player.user_id',
      'battle_cmd.user_id',
      'battle_event.actor',
      'battle_edit.user_id',
      'submission.user_id',
    ]
    const counts = places.map((place) => {
      const [table, column] = place.split('.')
      return `SELECT '${table}' AS place, count(*)::int AS rows FROM ${table} WHERE ${column} = $1`
    })
    const rows = await query<{ place: string; rows: number }>(counts.join(' UNION ALL '), [this.#person.user.id])
    return rows.filter((row) => row.rows > 0).map(({ place }) => place)
  }
}

/** Instants in the database are rounded to milliseconds. */
const clockErrorMs = 2
