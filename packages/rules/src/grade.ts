import type { GroupResult } from '@eduscale/contracts/judge'
import type { TestGroup } from '@eduscale/contracts/test-set'
import type { Verdict } from '@eduscale/contracts/verdict'

export interface GradedTest {
  name: string
  isSample: boolean
  verdict: Verdict
  /** What a validator said; null where it said nothing, and the group's accept or reject score counts. */
  score: number | null
}

export interface Grade {
  verdict: Verdict
  score: number
  /** Every group but the root, parents before children. */
  groups: GroupResult[]
}

/** From the most to the least serious, as the default grader of the legacy Kattis format ranks them. */
const severity: readonly Verdict[] = ['IE', 'CE', 'RTE', 'MLE', 'OLE', 'TLE', 'WA', 'SKIPPED', 'AC']

/**
 * Points of a submission, by the default grader of the legacy Kattis package format
 * (https://www.kattis.com/problem-package-format/spec/legacy.html#graders): a group's score is the sum, minimum, maximum or
 * average of its children's, and its verdict the worst or first failure among them.
 */
export function grade(groups: readonly TestGroup[], tests: readonly GradedTest[]): Grade {
  const sorted = groups.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const results = new Map<string, GroupResult>()
  // Children before parents, since a parent's score is made of theirs.
  for (const group of sorted.toReversed()) results.set(group.name, gradeGroup(group, { sorted, tests, results }))
  const root = results.get('') ?? { verdict: 'AC' as const, score: 0 }
  return {
    verdict: root.verdict,
    score: root.score,
    groups: sorted.flatMap(({ name }) => (name === '' ? [] : (results.get(name) ?? []))),
  }
}

/** The group a test belongs to: of those whose name its own begins with, the longest. */
export function groupOf<Group extends { name: string }>(groups: readonly Group[], testName: string): Group | null {
  return groups.reduce<Group | null>(
    (best, group) => (isIn(testName, group.name) && (!best || group.name.length > best.name.length) ? group : best),
    null,
  )
}

export function isIn(name: string, group: string): boolean {
  return group === '' || name.startsWith(`${group}/`)
}

/**
 * Whether a test needs no run, from what is known of the others: a failure before it in a group that breaks, or a group it requires
 * that failed. `done` holds the tests that have a verdict.
 */
export function isSkipped(
  groups: readonly TestGroup[],
  { name, index, done }: { name: string; index: number; done: readonly { name: string; index: number; verdict: Verdict }[] },
): boolean {
  const failed = done.filter(({ verdict }) => verdict !== 'AC')
  return groups
    .filter((group) => isIn(name, group.name))
    .some(
      (group) =>
        (group.onReject === 'break' && failed.some((test) => test.index < index && isIn(test.name, group.name))) ||
        group.requires.some((required) => failed.some((test) => isIn(test.name, required))),
    )
}

interface Known {
  sorted: readonly TestGroup[]
  tests: readonly GradedTest[]
  results: ReadonlyMap<string, GroupResult>
}

function gradeGroup(group: TestGroup, known: Known): GroupResult {
  const children = childrenOf(group, known).filter((child) => !(group.ignoresSample && child.isSample))
  const verdict = verdictOf(
    group,
    children.map((child) => child.verdict),
  )
  const scores = children.map((child) => child.score)
  const score = verdict !== 'AC' && group.aggregate === 'min' ? Math.min(group.rejectScore, ...scores) : aggregate(group, scores)
  const bounded = group.maxScore === null ? score : Math.min(score, group.maxScore)
  return { name: group.name, verdict, score: round(bounded), maxScore: group.maxScore }
}

interface Child {
  verdict: Verdict
  score: number
  isSample: boolean
}

/** Its groups and its own tests. */
function childrenOf(group: TestGroup, { sorted, tests, results }: Known): Child[] {
  const inner = sorted.filter((other) => other.name !== group.name && parentOf(other.name, sorted) === group.name)
  const own = tests.filter((test) => groupOf(sorted, test.name)?.name === group.name)
  return [
    ...inner.flatMap(({ name }) => {
      const result = results.get(name)
      return result ? [{ ...result, isSample: name === 'sample' || name.startsWith('sample/') }] : []
    }),
    ...own.map(({ verdict, score, isSample }) => ({
      verdict,
      isSample,
      score: score ?? (verdict === 'AC' ? group.acceptScore : group.rejectScore),
    })),
  ]
}

function parentOf(name: string, groups: readonly TestGroup[]): string | null {
  return (
    groupOf(
      groups.filter((group) => group.name !== name),
      name,
    )?.name ?? null
  )
}

function verdictOf(group: TestGroup, verdicts: readonly Verdict[]): Verdict {
  const failed = verdicts.filter((verdict) => verdict !== 'AC')
  switch (group.verdict) {
    case 'always-accept':
      return 'AC'
    case 'accept-if-any-accepted':
      return verdicts.includes('AC') || verdicts.length === 0 ? 'AC' : worst(failed)
    case 'first-error':
      return failed[0] ?? 'AC'
    case 'worst-error':
      return worst(failed)
  }
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return severity.find((verdict) => verdicts.includes(verdict)) ?? 'AC'
}

function aggregate({ aggregate: how }: TestGroup, scores: readonly number[]): number {
  if (scores.length === 0) return 0
  switch (how) {
    case 'sum':
      return scores.reduce((sum, score) => sum + score, 0)
    case 'avg':
      return scores.reduce((sum, score) => sum + score, 0) / scores.length
    case 'min':
      return Math.min(...scores)
    case 'max':
      return Math.max(...scores)
  }
}

/** Sums of shares like 100/3 shall not end in …0001. */
function round(score: number): number {
  return Math.round(score * 1e6) / 1e6
}
