import type { PublicUser } from '@eduscale/contracts/account'
import type { BattleRules } from '@eduscale/contracts/battle'
import { type PublicUserRow, presentUser } from '../../identity/face'

/** A user as a player of a battle, where the bot may be somebody's ghost. */
export function presentPlayer(row: PublicUserRow, { ghost }: Pick<BattleRules, 'ghost'>): PublicUser {
  return row.kind === 'bot' && ghost ? { ...ghost.player, id: row.id, kind: 'ghost' } : presentUser(row)
}
