import { rejudgeItemSchema, rejudgeSetSchema, type RejudgeItem, type RejudgeSet } from '@eduscale/contracts/rejudge'
import type { Tally } from './rejudge.queries'

interface SetRow {
  id: string
  reason: string
  filter: unknown
  state: string
  createdBy: string
  createdAt: Date
  closedBy: string | null
  closedAt: Date | null
}

export function presentSet(
  row: SetRow,
  { tallies, names }: { tallies: readonly Tally[]; names: ReadonlyMap<string, string> },
): RejudgeSet {
  const mine = tallies.filter((tally) => tally.setId === row.id)
  const sum = (of: (tally: Tally) => boolean) => mine.filter(of).reduce((total, tally) => total + tally.count, 0)
  return rejudgeSetSchema.parse({
    ...row,
    createdBy: names.get(row.createdBy) ?? '?',
    createdAt: row.createdAt.toISOString(),
    closedBy: row.closedBy === null ? null : (names.get(row.closedBy) ?? '?'),
    closedAt: row.closedAt?.toISOString() ?? null,
    total: sum(() => true),
    judged: sum((tally) => tally.newVerdict !== null),
    changed: sum((tally) => tally.isChanged),
    failed: sum((tally) => tally.newVerdict === 'IE'),
    superseded: sum((tally) => tally.outcome === 'superseded'),
    moves: movesOf(mine),
  })
}

function movesOf(tallies: readonly Tally[]): { before: string; after: string; count: number }[] {
  const counts = new Map<string, { before: string; after: string; count: number }>()
  for (const { oldVerdict, newVerdict, isChanged, count } of tallies) {
    if (newVerdict === null || !isChanged) continue
    const key = `${oldVerdict} ${newVerdict}`
    const move = counts.get(key) ?? { before: oldVerdict, after: newVerdict, count: 0 }
    counts.set(key, { ...move, count: move.count + count })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)
}

export interface ItemRow {
  id: string
  submissionId: string
  userId: string
  userName: string
  problemSlug: string
  language: string
  battleId: string | null
  receivedAt: Date
  oldVerdict: string
  oldScore: number | null
  newVerdict: string | null
  newScore: number | null
  isChanged: boolean
  outcome: string | null
}

export function presentItem({ oldVerdict, oldScore, newVerdict, newScore, receivedAt, ...row }: ItemRow): RejudgeItem {
  return rejudgeItemSchema.parse({
    ...row,
    receivedAt: receivedAt.toISOString(),
    before: { verdict: oldVerdict, score: oldScore },
    after: newVerdict === null ? null : { verdict: newVerdict, score: newScore },
  })
}
