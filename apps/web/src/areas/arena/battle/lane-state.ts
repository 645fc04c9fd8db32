import type { BattlePlayerView, BattleRules } from '@eduscale/contracts/battle'
import type { Verdict } from '@eduscale/contracts/verdict'
import { isSolution } from '@eduscale/rules/standings'
import type { RunState } from '../../../app-services/runs/runs-slice'
import type { LivePlayer } from './battle-slice'

/** What a lane shows of a player: the state of their last submission, test by test, and how far they have ever come. */
export interface LaneState {
  attempts: number
  total: number
  /** Of the last submission. */
  passed: number
  done: number
  verdict: Verdict | null
  /** What it got, where that is only a part of what there is to get; null where it is all or nothing. */
  partialPoints: number | null
  isJudging: boolean
  /** The best share of tests passed by any submission, 0 to 1. */
  best: number
}

/** Judged facts come from the battle's log; while a submission is judged, counts come from live progress, or one's own run. */
export function laneState(player: BattlePlayerView, live: LivePlayer | undefined, ownRun: RunState | undefined): LaneState {
  const last = player.submissions.at(-1)
  const best = Math.max(0, ...player.submissions.map((submission) => share(submission.passed, submission.total)))
  if (!last) return { attempts: 0, total: 0, passed: 0, done: 0, verdict: null, partialPoints: null, isJudging: false, best }
  const attempts = player.submissions.length
  if (last.verdict !== null) {
    const done = last.verdict === 'AC' ? last.total : Math.min(last.total, last.passed + 1)
    const { total, passed, verdict } = last
    return { attempts, total, passed, done, verdict, partialPoints: partOf(last), isJudging: false, best }
  }
  const counts = ownRun?.id === last.id ? countsOf(ownRun) : live?.progress?.submissionId === last.id ? live.progress : null
  const known = Math.max(0, ...player.submissions.map((submission) => submission.total))
  const total = counts && counts.total > 0 ? counts.total : known
  const passed = counts?.passed ?? 0
  return {
    attempts,
    total,
    passed,
    done: counts?.done ?? 0,
    verdict: null,
    partialPoints: null,
    isJudging: true,
    best: Math.max(best, share(passed, total)),
  }
}

export type LaneScore = { in: 'points'; points: number } | { in: 'bytes'; bytes: number }

/** What the best submission is worth where that isn't all or nothing; null as long as none is worth anything. */
export function laneScore({ submissions }: BattlePlayerView, scoring: BattleRules['scoring']): LaneScore | null {
  if (scoring === 'first-solve') return null
  if (scoring === 'points') {
    const points = Math.max(0, ...submissions.map((submission) => submission.points))
    return points > 0 ? { in: 'points', points } : null
  }
  const sizes = submissions.filter(isSolution).flatMap(({ bytes }) => (bytes === null ? [] : [bytes]))
  return sizes.length > 0 ? { in: 'bytes', bytes: Math.min(...sizes) } : null
}

/** Some of the points are told as accepted; to a person that is only a part. */
function partOf({ verdict, points }: BattlePlayerView['submissions'][number]): number | null {
  return verdict === 'AC' && points < 100 ? points : null
}

function countsOf(run: RunState): { passed: number; done: number; total: number } {
  const tests = Object.values(run.tests)
  return { passed: tests.filter((test) => test.verdict === 'AC').length, done: tests.length, total: run.total }
}

function share(passed: number, total: number): number {
  return total > 0 ? passed / total : 0
}
