import type { BattleView, Rematch } from '@eduscale/contracts/battle'
import { isDuel } from '../battle/sides'

export type RematchStanding =
  | 'asked'
  | 'offered'
  | 'declined'
  | 'declinedYou'
  | 'withdrawn'
  | 'withdrawnYou'
  | 'missed'
  | 'playing'
  | 'over'
  | 'void'

/** How another battle stands from where one of its players sits. */
export function rematchStanding(rematch: Rematch, myId: string): RematchStanding {
  switch (rematch.state) {
    case 'LOBBY':
    case 'READY_CHECK':
      return rematch.askedBy.includes(myId) ? 'asked' : 'offered'
    case 'COUNTDOWN':
    case 'RUNNING':
    case 'SUSPENDED':
    case 'JUDGING':
      return 'playing'
    case 'FINISHED':
      return 'over'
    case 'VOID':
      return 'void'
    case 'ABORTED':
      return aborted(rematch, myId)
    default:
      return rematch.state satisfies never
  }
}

/** Whether one may go there: where not, the way on is to somebody else. A room that plays takes nobody in. */
export function leadsOn(rematch: Rematch, view: Pick<BattleView, 'rules'>, myId: string): boolean {
  const standing = rematchStanding(rematch, myId)
  if (standing === 'playing') return isDuel(view) || rematch.askedBy.includes(myId)
  return standing === 'asked' || standing === 'offered'
}

function aborted({ reason, userId, askedBy }: Rematch, myId: string): RematchStanding {
  if (userId === null || (reason !== 'declined' && reason !== 'cancelled')) return 'missed'
  const isMine = userId === myId
  // Whoever asked first takes it back; anybody else says no, also after having said yes.
  if (askedBy[0] === userId) return isMine ? 'withdrawnYou' : 'withdrawn'
  return isMine ? 'declinedYou' : 'declined'
}
