import type { Draft } from '@eduscale/contracts/problem'

/** What this browser keeps as a second net until the server has acknowledged it. */
export interface LocalDraft {
  code: string
  /** By the server's clock, as well as it was known. */
  changedAt: number
  isAcked: boolean
}

interface MergeInput {
  server: Draft | null
  local: LocalDraft | null
  starter: string
  /** A battle begins from the template: older drafts of its problem don't count. */
  notBefore: number | null
}

/** Which text the editor starts with, and whether the server must be told. The newest change wins. */
export function mergeDraft({ server, local, starter, notBefore }: MergeInput): {
  text: string
  from: 'server' | 'local' | 'starter'
} {
  const earliest = notBefore ?? -Infinity
  const remote = server && Date.parse(server.savedAt) >= earliest ? server : null
  const kept = local && local.changedAt >= earliest ? local : null
  if (kept && (!remote || (!kept.isAcked && kept.changedAt >= Date.parse(remote.savedAt))))
    return { text: kept.code, from: 'local' }
  if (remote) return { text: remote.code, from: 'server' }
  return { text: starter, from: 'starter' }
}
