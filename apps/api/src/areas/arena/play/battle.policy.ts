import type { BattleState } from '@eduscale/contracts/battle'
import { AppError } from '@eduscale/platform/errors'
import { can, type Person } from '@eduscale/rules/may'

export interface BattleAccess {
  isPlayer: boolean
  state: BattleState
  version: number
  startsAt: Date | null
}

/** Players see their battle always, everybody else once it is over. Throws `not-found` or `forbidden`. */
export function requireAccess<Access extends BattleAccess>(access: Access | null, user: Person): Access {
  if (!access) throw new AppError('not-found', 'There is no such battle.')
  if (!can(user, 'battle:read', access)) throw new AppError('forbidden', 'This battle can be watched once it is over.')
  return access
}
