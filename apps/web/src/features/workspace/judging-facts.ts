import type { Problem } from '@eduscale/contracts/problem'

export type JudgingFact =
  | { is: 'files'; input: string | null; output: string | null }
  | { is: 'function'; name: string }
  | { is: 'interactive' }
  | { is: 'outputs' }
  | { is: 'passes'; count: number }
  | { is: 'points'; max: number | null; groups: number }

/** What is unusual in how a problem is judged; empty for one that reads, writes, and is right or wrong. */
export function judgingFacts({ io, files, signature, maxPasses, isScored, points }: Problem): JudgingFact[] {
  const facts: JudgingFact[] = []
  if (io === 'files' && files) facts.push({ is: 'files', ...files })
  if (io === 'function' && signature) facts.push({ is: 'function', name: signature.name })
  if (io === 'interactive' || io === 'outputs') facts.push({ is: io })
  if (maxPasses > 1) facts.push({ is: 'passes', count: maxPasses })
  if (isScored) facts.push({ is: 'points', max: points?.max ?? null, groups: points?.groups ?? 0 })
  return facts
}
