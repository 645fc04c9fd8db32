import { z } from 'zod'

/**
 * Verdict codes as Kattis and ICPC use them: accepted, wrong answer, time, memory and output limit exceeded,
 * run-time error, compile error, internal error (ours, never the user's), and a test not run.
 */
export const verdicts = ['AC', 'WA', 'TLE', 'MLE', 'OLE', 'RTE', 'CE', 'IE', 'SKIPPED'] as const
export const verdictSchema = z.enum(verdicts)
export type Verdict = z.infer<typeof verdictSchema>

export const verdictNames: Record<Verdict, string> = {
  AC: 'Accepted',
  WA: 'Wrong answer',
  TLE: 'Time limit exceeded',
  MLE: 'Memory limit exceeded',
  OLE: 'Output limit exceeded',
  RTE: 'Run-time error',
  CE: 'Compile error',
  IE: 'Internal error',
  SKIPPED: 'Not run',
}
