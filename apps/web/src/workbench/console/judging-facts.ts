import type { Problem } from '@eduscale/contracts/problem'
import type { Verdict } from '@eduscale/contracts/verdict'

export type JudgingFact = { is: 'passes'; count: number } | { is: 'points'; max: number | null; groups: number }

/** What is unusual in how a problem is judged, whatever its kind; empty for one that is run once, and is right or wrong. */
export function judgingFacts({ maxPasses, isScored, points }: Problem): JudgingFact[] {
  const facts: JudgingFact[] = []
  if (maxPasses > 1) facts.push({ is: 'passes', count: maxPasses })
  if (isScored) facts.push({ is: 'points', max: points?.max ?? null, groups: points?.groups ?? 0 })
  return facts
}

/** Some of the points count as accepted in the rules of most scored problems; to a person that is only a part. */
export function isPartial(
  { verdict, score }: { verdict: Verdict | null; score: number | null },
  { points }: Pick<Problem, 'points'>,
): boolean {
  const max = points?.max ?? null
  return verdict === 'AC' && score !== null && max !== null && score < max
}
