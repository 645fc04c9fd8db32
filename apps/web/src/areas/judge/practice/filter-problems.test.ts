import type { ProblemSummary } from '@eduscale/contracts/problem'
import { describe, expect, it } from 'vitest'
import { filterProblems, noFilter, readFilter, writeFilter } from './filter-problems'

const problem = (slug: string, change: Partial<ProblemSummary>): ProblemSummary => ({
  slug,
  title: slug,
  lang: 'en',
  summary: '',
  difficulty: 'easy',
  rating: 1_000,
  skills: [],
  isSolved: false,
  ...change,
})
const problems = [
  problem('tower', { difficulty: 'hard', rating: 2_000, skills: ['graphs', 'trees'], isSolved: true }),
  problem('beads', { skills: ['stack'], summary: 'Beads that snap together' }),
  problem('clock', { rating: 900, isSolved: null }),
]
const slugs = (filter: Partial<typeof noFilter>) => filterProblems(problems, { ...noFilter, ...filter }).map(({ slug }) => slug)

describe('filterProblems', () => {
  it.each([
    [{}, ['clock', 'beads', 'tower']],
    [{ text: 'SNAP  bead' }, ['beads']],
    [{ text: 'graph' }, ['tower']],
    [{ difficulty: 'hard' as const }, ['tower']],
    [{ skill: 'stack' }, ['beads']],
    [{ solved: 'solved' as const }, ['tower']],
    [{ solved: 'unsolved' as const }, ['clock', 'beads']],
    [{ text: 'nothing' }, []],
  ])('%j', (filter, expected) => expect(slugs(filter)).toEqual(expected))
})

it('a filter is read from the address as it was written, and nonsense is left out', () => {
  const filter = { text: 'two words', difficulty: 'hard', skill: 'graphs & trees', solved: 'unsolved' } as const
  expect(readFilter(writeFilter(filter))).toEqual(filter)
  expect(writeFilter(noFilter)).toBe('')
  expect(readFilter('?difficulty=impossible&solved=perhaps')).toEqual(noFilter)
})
