import type { LanguageId } from '@eduscale/contracts/language'
import type { CompileResult, GroupResult, TestResult } from '@eduscale/contracts/judge'
import type { RunFrame } from '@eduscale/contracts/room'
import type { Submission } from '@eduscale/contracts/submission'
import type { Verdict } from '@eduscale/contracts/verdict'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'

/** One execution of one's own code, as far as it has come. */
export interface RunState {
  id: string
  phase: 'queued' | 'compiling' | 'testing' | 'done'
  /** Jobs that are served before it; null until somebody has said. */
  ahead: number | null
  total: number
  /** By the index the judge gave; filled one by one while `phase` is `testing`. */
  tests: Record<number, TestResult>
  compile: CompileResult | null
  verdict: Verdict | null
  language: LanguageId | null
  /** Run on the user's own input: there is nothing to compare with. */
  isOwnInput: boolean
  /** Where the problem is scored. */
  score: number | null
  groups: GroupResult[]
  /** In a battle a submission counts from the moment in which it was received. */
  mayCancel: boolean
}

interface RunsState {
  byId: Record<string, RunState>
}

declare module '../store/store' {
  interface AppState {
    runs: RunsState
  }
}

const initialState: RunsState = { byId: {} }

export const runsSlice = createSlice({
  name: 'runs',
  initialState,
  reducers: {
    runQueued: (
      state,
      {
        payload,
      }: PayloadAction<{ id: string; ahead: number | null; language: LanguageId; isOwnInput: boolean; mayCancel: boolean }>,
    ) => {
      const run = runOf(state, payload.id)
      run.language = payload.language
      run.mayCancel = payload.mayCancel
      run.isOwnInput = payload.isOwnInput
      if (run.phase === 'queued') run.ahead = payload.ahead
    },
    /** Frames come in any number per animation frame; a late or repeated one changes nothing that is already known. */
    runFramesReceived: (state, { payload }: PayloadAction<readonly RunFrame[]>) => {
      for (const frame of payload) {
        if (frame.kind === 'done') finish(state, frame.submission)
        else progress(runOf(state, frame.progress.submissionId), frame.progress)
      }
    },
    submissionLoaded: (state, { payload }: PayloadAction<Submission>) => {
      if (payload.verdict !== null) finish(state, payload)
      else {
        const run = runOf(state, payload.id)
        run.language = payload.language
        run.mayCancel = payload.kind !== 'battle'
        if (payload.ahead !== null) run.ahead = payload.ahead
        run.total = Math.max(run.total, payload.total)
        payload.tests.forEach((test, index) => {
          run.tests[index] ??= test
        })
      }
    },
  },
})

export const { runQueued, runFramesReceived, submissionLoaded } = runsSlice.actions

function runOf(state: RunsState, id: string): RunState {
  return (state.byId[id] ??= {
    id,
    phase: 'queued',
    ahead: null,
    total: 0,
    tests: {},
    compile: null,
    verdict: null,
    language: null,
    isOwnInput: false,
    score: null,
    groups: [],
    mayCancel: false,
  })
}

function progress(run: RunState, step: Extract<RunFrame, { kind: 'progress' }>['progress']): void {
  if (run.phase === 'done') return
  run.mayCancel = step.origin.kind !== 'battle'
  switch (step.step) {
    case 'compiling':
      if (run.phase === 'queued') run.phase = 'compiling'
      return
    case 'compiled':
      run.compile = step.compile
      run.phase = 'testing'
      return
    case 'test':
      run.phase = 'testing'
      run.total = step.total
      run.tests[step.index] = step.test
      return
    default:
      step satisfies never
  }
}

function finish(state: RunsState, submission: Submission): void {
  const run = runOf(state, submission.id)
  run.phase = 'done'
  run.verdict = submission.verdict
  run.compile = submission.compile
  run.total = submission.total
  run.language = submission.language
  run.score = submission.score
  run.groups = submission.groups
  // The list endpoint leaves tests out; then what progress brought stays.
  if (submission.tests.length > 0) run.tests = Object.fromEntries(submission.tests.entries())
}
