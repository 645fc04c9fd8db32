import type { BattleState } from '@eduscale/contracts/battle'
import type { Verdict } from '@eduscale/contracts/verdict'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzing } from '../../../scripts/tests/share'
import { decideBattle } from './battle'
import { battleTimings, type BattleInput } from './battle-facts'
import { isTerminal } from './battle-states'
import { eventsAfterTheEnd, isLegalTransition } from './legal-transitions'
import { apply, begin, format, people, play, publicUser, step, wantedTimers, type Step } from '../test/battle-model'

const steps = fc.array(step, { minLength: 1, maxLength: 60 })
const runs = fuzzing(250, 20_000)
/** A battle that has begun, so that not every sequence dies in the lobby. */
const opening: readonly Step[] = (['join', 'join', 'join', 'ready', 'ready', 'start', 'timer'] as const).map((by, index) => ({
  by,
  who: [1, 2, 3, 0, 1, 0, 0][index] ?? 0,
  which: 0,
  verdict: 'WA',
  afterMs: 10,
}))

describe('whatever happens to a battle', { timeout: 600_000 }, () => {
  test('its state moves along legal ways only, and after the end nothing comes but what may', () => {
    fc.assert(
      fc.property(format, steps, fc.boolean(), (given, made, begins) => {
        play(given, [...(begins ? opening : []), ...made], ({ facts, log }, before, input) => {
          expect(isLegalTransition(before.state, facts.state), `${before.state} -> ${facts.state} by ${input.by}`).toBe(true)
          if (!isTerminal(before.state)) return
          expect(facts.state).toBe(before.state)
          expect(eventsAfterTheEnd).toContain(log.at(-1)?.t)
        })
      }),
      runs,
    )
  })

  test('a client that folds the log knows what the database knows', () => {
    fc.assert(
      fc.property(format, steps, fc.boolean(), (given, made, begins) => {
        play(given, [...(begins ? opening : []), ...made], ({ facts, view, log }) => {
          const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString())
          expect(view.seq).toBe(log.length)
          expect(view.state).toBe(facts.state)
          // Whoever resigns a duel has ended it: that is told by the result, not by an event of its own.
          const isDuel = facts.rules.format === 'duel'
          expect(
            view.players.map(({ user, team, isReady, leftBecause }) => [user.id, team, isReady, isDuel ? null : leftBecause]),
          ).toEqual(
            facts.players.map(({ userId, team, isReady, leftBecause }) => [userId, team, isReady, isDuel ? null : leftBecause]),
          )
          expect(view.suspendedMs).toBe(facts.suspendedMs)
          if (view.state === 'RUNNING' || view.state === 'SUSPENDED') expect(view.endsAt).toBe(instant(facts.endsAt))
          const known = view.players.flatMap((player) => player.submissions).toSorted((a, b) => a.seq - b.seq)
          const seated = facts.submissions.filter(({ userId }) => facts.players.some((player) => player.userId === userId))
          expect(known.map(({ id, verdict }) => [id, verdict])).toEqual(seated.map(({ id, verdict }) => [id, verdict]))
        })
      }),
      runs,
    )
  })

  test('there is one result, and every live battle has the timers that move it on, and no others', () => {
    const ends = ['battle:finished', 'battle:aborted', 'battle:voided']
    fc.assert(
      fc.property(format, steps, (given, made) => {
        const model = play(given, [...opening, ...made], ({ facts, timers, now }, _before, input) => {
          const wanted = wantedTimers(facts)
          expect([...timers.keys()].toSorted(), `${facts.state} after ${input.by}`).toEqual([...wanted.keys()].toSorted())
          for (const [kind, at] of wanted) if (at !== null) expect(timers.get(kind), kind).toBe(at)
          expect(timers.get('outage-limit') ?? now).toBeLessThanOrEqual(now + battleTimings.outageLimitMs)
        })
        const results = model.log.filter(({ t }) => ends.includes(t))
        expect(results).toHaveLength(isTerminal(model.facts.state) ? 1 : 0)
      }),
      runs,
    )
  })

  test('the end moves by exactly the outages, and by nothing else', () => {
    fc.assert(
      fc.property(format, steps, (given, made) => {
        const { log, facts } = play(given, [...opening, ...made], () => {})
        const started = log.find((event) => event.t === 'battle:started')
        if (started?.t !== 'battle:started') return
        const outages = log.flatMap((event) => (event.t === 'battle:resumed' ? [event.d] : []))
        const suspendedMs = outages.reduce((sum, { outageMs }) => sum + outageMs, 0)
        expect(outages.every(({ outageMs }) => outageMs >= 0)).toBe(true)
        expect(facts.suspendedMs).toBe(suspendedMs)
        expect(facts.endsAt).toBe(Date.parse(started.d.endsAt) + suspendedMs)
      }),
      runs,
    )
  })
})

describe('a race for the first solution', { timeout: 600_000 }, () => {
  const verdicts = fc.array(fc.constantFrom<Verdict[]>('AC', 'WA', 'TLE'), { minLength: 1, maxLength: 6 })

  test('is won by whoever was received first, in whatever order the verdicts come', () => {
    fc.assert(
      fc.property(
        verdicts.chain((given) =>
          fc.tuple(fc.constant(given), fc.shuffledSubarray([...given.keys()], { minLength: given.length })),
        ),
        ([given, order]) => {
          const model = begin({ format: 'duel', scoring: 'first-solve' })
          const run = (input: BattleInput, afterMs = 10) => {
            model.now += afterMs
            const decision = decideBattle(model.facts, input, model.now)
            if (decision.kind === 'effects') apply(model, input, decision.effects)
          }
          const [ada = '', ben = ''] = people
          run({ by: 'join', player: publicUser(ben), hasWatched: false })
          for (const userId of [ada, ben]) run({ by: 'ready', userId })
          run({ by: 'timer', kind: 'start' }, 10_000)
          for (const index of given.keys()) {
            const userId = index % 2 === 0 ? ada : ben
            run({ by: 'submit', userId, submissionId: `s${index}`, language: 'python', bytes: 1, codeHash: '' })
          }
          for (const index of order) {
            const verdict = given[index] ?? 'WA'
            run({ by: 'verdict', submissionId: `s${index}`, verdict, passed: 0, total: 1, points: verdict === 'AC' ? 100 : 0 })
          }
          const first = given.indexOf('AC')
          const state: BattleState = first < 0 ? 'RUNNING' : 'FINISHED'
          expect(model.facts.state).toBe(state)
          if (first < 0) return
          expect(model.view.result?.winnerId).toBe(first % 2 === 0 ? ada : ben)
          expect(model.view.result?.winningSubmissionId).toBe(`s${first}`)
          expect(model.view.result?.endedAt).toBe(new Date(model.facts.submissions[first]?.receivedAt ?? 0).toISOString())
        },
      ),
      runs,
    )
  })
})
