import type { Problem } from '@eduscale/contracts/problem'
import { useEffect, useEffectEvent } from 'react'
import { kindViewOf } from '../problem-kinds/registry'
import type { RunState } from '../../app-services/runs/runs-slice'
import { errorLines, readCompileOutput } from './compile-messages'
import { placePattern } from './source-places'
import { withoutBox } from './without-box'

export interface ErrorMark {
  line: number
  text: string
}

/** Tells which lines a compiler found fault with, and that there are none (any more). */
export function useErrorMarks(
  run: RunState,
  problem: Problem,
  onMarks: (runId: string, marks: readonly ErrorMark[]) => void,
): void {
  const told = useEffectEvent(onMarks)
  const { id, compile, language } = run
  const { isFunction } = kindViewOf(problem)
  useEffect(() => {
    if (!compile || compile.ok || language === null) return told(id, [])
    const places = placePattern(language, isFunction)
    told(id, errorLines(readCompileOutput(withoutBox(compile.output), places), places))
  }, [compile, id, isFunction, language])
}
