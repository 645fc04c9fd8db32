/** A battle with its whole log, as the database has it. */
export interface BattleLog {
  id: string
  state: string
  rules: { isRanked: boolean; scoring?: string; format?: string; mayJoinLate?: boolean }
  endsAt: Date | null
  suspendedMs: number
  winnerId: string | null
  headHash: string
  events: { seq: number; type: string; at: Date; actor: string | null; data: Record<string, unknown>; hash: string }[]
  /** In the order in which they came. */
  players: { userId: string; team: number | null; leftBecause: string | null }[]
  /** Of kind battle, by receipt. */
  submissions: { id: string; userId: string; recvSeq: number; receivedAt: Date; bytes: number }[]
}

export interface LogViolation {
  invariant: string
  what: string
}

/** Verdicts as the log knew them at `seq`, with their points; a correction brings those that a rejudge changed. */
export function listVerdicts({ events }: BattleLog, seq: number): Map<unknown, Record<string, unknown>> {
  const known = events.filter((event) => event.seq <= seq)
  const judged = known.filter(({ type }) => type === 'battle:judged').map(({ data }) => data)
  const corrected = known.filter(({ type }) => type === 'battle:corrected').flatMap(({ data }) => data['submissions'] ?? [])
  return new Map([...judged, ...(corrected as Record<string, unknown>[])].map((data) => [data['submissionId'], data]))
}
