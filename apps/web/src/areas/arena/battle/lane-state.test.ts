import type { BattlePlayerView } from '@eduscale/contracts/battle'
import { describe, expect, it } from 'vitest'
import type { RunState } from '../../../app-services/runs/runs-slice'
import { laneScore, laneState } from './lane-state'

type SubmissionView = BattlePlayerView['submissions'][number]

function player(...submissions: Partial<SubmissionView>[]): BattlePlayerView {
  return {
    user: { id: 'u', name: 'U', kind: 'guest', rating: { rating: 1500, deviation: 350, isProvisional: true, battles: 0 } },
    team: null,
    isReady: true,
    leftBecause: null,
    offersDraw: false,
    allowsLiveCode: false,
    forfeitAt: null,
    submissions: submissions.map((submission, index) => ({
      id: `s${index + 1}`,
      number: index + 1,
      language: 'python',
      receivedAt: '2026-01-01T00:00:00.000Z',
      seq: 5 + index,
      verdict: null,
      passed: 0,
      total: 0,
      points: 0,
      bytes: null,
      judgedAt: null,
      ...submission,
    })),
  }
}

describe('laneState', () => {
  it('is an empty lane before the first submission', () => {
    expect(laneState(player(), undefined, undefined)).toMatchObject({ attempts: 0, total: 0, best: 0, isJudging: false })
  })

  it('stops at the test that failed', () => {
    const lane = laneState(player({ verdict: 'WA', passed: 7, total: 12 }), undefined, undefined)
    expect(lane).toMatchObject({ passed: 7, done: 8, total: 12, verdict: 'WA', best: 7 / 12 })
  })

  it('follows the rival’s submission by live progress', () => {
    const live = { cursor: null, progress: { n: 3, submissionId: 's2', passed: 4, done: 4, total: 12, verdict: null } }
    const lane = laneState(player({ verdict: 'WA', passed: 7, total: 12 }, {}), live, undefined)
    expect(lane).toMatchObject({ attempts: 2, passed: 4, done: 4, total: 12, isJudging: true, best: 7 / 12 })
  })

  it('does not take an older submission’s progress for this one', () => {
    const live = { cursor: null, progress: { n: 3, submissionId: 's1', passed: 12, done: 12, total: 12, verdict: 'WA' as const } }
    expect(laneState(player({ verdict: 'WA', passed: 11, total: 12 }, {}), live, undefined)).toMatchObject({
      passed: 0,
      done: 0,
      total: 12,
    })
  })

  it('follows one’s own submission by one’s own run', () => {
    const test = { verdict: 'AC' } as RunState['tests'][number]
    const run: RunState = {
      id: 's1',
      phase: 'testing',
      ahead: 0,
      total: 5,
      tests: { 0: test, 1: test },
      compile: null,
      verdict: null,
      language: 'python',
      isOwnInput: false,
      score: null,
      groups: [],
      mayCancel: false,
    }
    expect(laneState(player({}), undefined, run)).toMatchObject({ passed: 2, done: 2, total: 5, isJudging: true, best: 0.4 })
  })
})

it('does not call a part of the points accepted', () => {
  const part = player({ verdict: 'AC', passed: 12, total: 12, points: 40 })
  expect(laneState(part, undefined, undefined)).toMatchObject({ verdict: 'AC', partialPoints: 40 })
  const all = player({ verdict: 'AC', passed: 12, total: 12, points: 100 })
  expect(laneState(all, undefined, undefined)).toMatchObject({ verdict: 'AC', partialPoints: null })
})

describe('laneScore', () => {
  const tried = player({ verdict: 'WA', points: 30 }, { verdict: 'AC', points: 100, bytes: 90 }, { verdict: 'WA', bytes: 5 })

  it.each([
    ['first-solve', tried, null],
    ['points', tried, { in: 'points', points: 100 }],
    ['fewest-bytes', tried, { in: 'bytes', bytes: 90 }],
    ['fewest-bytes', player({ verdict: 'AC', points: 60, bytes: 7 }), null],
    ['points', player({ verdict: 'WA' }), null],
    ['points', player(), null],
  ] as const)('in %s', (scoring, one, score) => expect(laneScore(one, scoring)).toEqual(score))
})
