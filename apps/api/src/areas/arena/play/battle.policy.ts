import type { BattleState } from '@eduscale/contracts/battle'
import { AppError } from '@eduscale/platform/errors'
import { isTerminal } from '@eduscale/rules/battle-states'

export interface BattleAccess {
  isPlayer: boolean
  state: BattleState
  version: number
  startsAt: Date | null
}

/** Players see their battle always, everybody else once it is over. Throws `not-found` or `forbidden`. */
export function requireAccess<Access extends BattleAccess>(access: Access | null): Access {
  if (!access) throw new AppError('not-found', 'There is no such battle.')
  if (!access.isPlayer && !isTerminal(access.state))
    throw new AppError('forbidden', 'This battle can be watched once it is over.')
  return access
}
