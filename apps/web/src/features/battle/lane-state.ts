import type { BattlePlayerView } from '@eduscale/contracts/battle'
import type { Verdict } from '@eduscale/contracts/verdict'
import type { RunState } from '../runs/runs-slice'
import type { LivePlayer } from './battle-slice'

/** What a lane shows of a player: the state of their last submission, test by test, and how far they have ever come. */
export interface LaneState {
  attempts: number
  total: number
  /** Of the last submission. */
  passed: number
  done: number
  verdict: Verdict | null
  isJudging: boolean
  /** The best share of tests passed by any submission, 0 to 1. */
  best: number
}

/** Judged facts come from the battle's log; while a submission is judged, counts come from live progress, or one's own run. */
export function laneState(player: BattlePlayerView, live: LivePlayer | undefined, ownRun: RunState | undefined): LaneState {
  const last = player.submissions.at(-1)
  const best = Math.max(0, ...player.submissions.map((submission) => share(submission.passed, submission.total)))
  if (!last) return { attempts: 0, total: 0, passed: 0, done: 0, verdict: null, isJudging: false, best }
  const attempts = player.submissions.length
  if (last.verdict !== null) {
    const done = last.verdict === 'AC' ? last.total : Math.min(last.total, last.passed + 1)
    return { attempts, total: last.total, passed: last.passed, done, verdict: last.verdict, isJudging: false, best }
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
    isJudging: true,
    best: Math.max(best, share(passed, total)),
  }
}

function countsOf(run: RunState): { passed: number; done: number; total: number } {
  const tests = Object.values(run.tests)
  return { passed: tests.filter((test) => test.verdict === 'AC').length, done: tests.length, total: run.total }
}

function share(passed: number, total: number): number {
  return total > 0 ? passed / total : 0
}
