import { endReason, winnerName, type EndedBattle } from './end-reason'
import type { GroupOutcome } from './group-outcome'

interface OutcomeInput extends EndedBattle {
  /** Null for somebody who only looks at the result. */
  myId: string | null
  /** Of a battle of more than two. */
  group: GroupOutcome | null
}

/** The outcome in one line, and its reason in another. */
export function outcomeText(input: OutcomeInput): { title: string; lead: string } {
  return { title: title(input), lead: ownReason(input) ?? endReason(input) }
}

function title({ t, view, result, myId, group }: OutcomeInput): string {
  if (result.kind === 'aborted') return t('abortedTitle')
  if (result.kind === 'voided') return t('voidTitle')
  const winner = winnerName({ t, view, result })
  if (winner === null) return t(result.reason === 'agreed' ? 'drawAgreed' : 'draw')
  if (myId === null) return t('lost', { name: winner })
  if (!group) return result.winnerId === myId ? t('won') : t('lost', { name: winner })
  const isTeams = view.rules.format === 'teams'
  if (group.outcome === 'won') return t(isTeams ? 'wonTeam' : 'won')
  if (!group.mine) return t('lost', { name: winner })
  return t(isTeams ? 'placedTeam' : 'placed', { place: group.mine.place, count: group.sideCount })
}

/** Where oneself is the reason. */
function ownReason({ t, result, myId, group }: OutcomeInput): string | null {
  if (myId === null) return null
  const hasLost = group === null && result.winnerId !== null && result.winnerId !== myId
  switch (result.reason) {
    case 'resigned':
      return hasLost ? t('resignedYou') : null
    case 'forfeit':
      return hasLost ? t('forfeitYou') : null
    case 'declined':
      return result.userId === myId ? t('declinedYou') : null
    case 'no-show':
      return result.userId === myId ? t('noShow', { name: t('you') }) : null
    default:
      return null
  }
}
