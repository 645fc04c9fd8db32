import type { Replay } from '@eduscale/contracts/battle'
import { emptyBattleView } from '@eduscale/rules/battle-view'
import { expect, test } from 'vitest'
import { listGhostSteps } from './ghost-steps'

const ada = '00000000-0000-4000-8000-00000000000a'
const startsAt = '2026-11-25T12:00:00.000Z'
const after = (ms: number) => new Date(Date.parse(startsAt) + ms).toISOString()
const id = (n: number) => `00000000-0000-4000-8000-00000000010${n}`
const submission = (n: number, ms: number, verdict: 'WA' | 'AC') => ({
  id: id(n),
  language: 'python' as const,
  code: `# ${n}`,
  receivedAt: after(ms),
  verdict,
})
const typed = (n: number, atMs: number) => ({ n, language: 'python' as const, ops: [{ atMs, change: [[0, 'x']] }] })

function replayOf(player: Partial<Replay['players'][number]>, events: Replay['events'] = []): Replay {
  return {
    view: { ...emptyBattleView(id(0)), startsAt },
    events,
    players: [{ userId: ada, edits: [], signals: [], submissions: [], runs: [], ...player }],
  }
}

test('typing and submissions in the order in which they came, up to the one that solved it', () => {
  const steps = listGhostSteps(
    replayOf({
      edits: [typed(1, 500), typed(2, 3_000), typed(3, 9_000)],
      submissions: [submission(1, 1_000, 'WA'), submission(2, 5_000, 'AC'), submission(3, 7_000, 'AC')],
    }),
    ada,
  )
  expect(steps.map(({ kind, atMs }) => [kind, atMs])).toEqual([
    ['typing', 500],
    ['submission', 1_000],
    ['typing', 3_000],
    ['submission', 5_000],
  ])
})

test('leaving the page is not repeated', () => {
  const edits = [
    { n: 1, language: 'python' as const, ops: [{ atMs: 100, change: null, by: 'blur' }] },
    {
      n: 2,
      language: 'python' as const,
      ops: [
        { atMs: 200, change: { text: 'a' } },
        { atMs: 300, change: null, by: 'focus' },
      ],
    },
  ]
  const steps = listGhostSteps(replayOf({ edits, submissions: [submission(1, 900, 'AC')] }), ada)
  expect(steps).toMatchObject([{ kind: 'typing', atMs: 200, ops: [{ change: { text: 'a' } }] }, { kind: 'submission' }])
})

test('time in which nothing could be judged does not count', () => {
  const resumed = {
    seq: 4,
    at: after(6_000),
    actor: null,
    t: 'battle:resumed' as const,
    d: { outageMs: 4_000, endsAt: after(99_000) },
  }
  const steps = listGhostSteps(
    replayOf({ edits: [typed(1, 1_000), typed(2, 7_000)], submissions: [submission(1, 8_000, 'AC')] }, [resumed]),
    ada,
  )
  expect(steps.map(({ atMs }) => atMs)).toEqual([1_000, 3_000, 4_000])
})

test('nobody there, nothing solved: nothing to do', () => {
  expect(listGhostSteps(replayOf({}), id(9))).toEqual([])
  expect(listGhostSteps(replayOf({ edits: [typed(1, 10)], submissions: [submission(1, 20, 'WA')] }), ada)).toEqual([])
})
