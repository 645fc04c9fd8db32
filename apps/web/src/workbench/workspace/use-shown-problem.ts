'use client'

import type { Problem, ShownProblem } from '@eduscale/contracts/problem'
import { showProblem } from '@eduscale/rules/shown-problem'
import { useMemo } from 'react'
import { useStatementLang } from '../../app-services/preferences/use-statement-lang'

/** A battle's problem has all its languages; this is it in the reader's. */
export function useShownProblem<Given extends Problem | null>(problem: Given): ShownProblem | Extract<Given, null> {
  const [lang] = useStatementLang()
  return useMemo(() => (problem ? showProblem(problem, lang) : problem), [problem, lang]) as ShownProblem | Extract<Given, null>
}
