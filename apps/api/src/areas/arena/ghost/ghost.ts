import type { GhostBattleBody } from '@eduscale/contracts/arena'
import type { GivenBattleRules } from '@eduscale/contracts/battle'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import { presentBattle } from '../play/present-battle'
import { startBattle } from '../play/start-battle'
import { getBotId } from '../bot/bot-account'
import { inviteId } from '../invite/invite'
import { findPlayed } from './ghost.queries'

/**
 * A casual duel on the problem of a battle that is over: the bot repeats what `of.userId` typed and submitted there, at the same
 * moments, and is judged anew. Throws `bot-away`, `not-found`, `wrong-state` while that battle goes on or where they didn't solve it.
 */
export async function startGhostBattle(app: AppContext, userId: string, of: GhostBattleBody): Promise<string> {
  const botId = await getBotId(app)
  const seen = await findPlayed(app.db, of.battleId)
  if (!seen) throw new AppError('not-found', 'There is no such battle.')
  if (seen.state !== 'FINISHED') throw new AppError('wrong-state', 'Only what was played to its end can be played against.')
  const view = await presentBattle(app.db, of.battleId)
  const player = view.players.find(({ user }) => user.id === of.userId)
  if (!player) throw new AppError('not-found', 'They were not in this battle.')
  const hasSolved = player.submissions.some(({ verdict }) => verdict === 'AC')
  if (!hasSolved || !['guest', 'member'].includes(player.user.kind))
    throw new AppError('wrong-state', 'They did not solve it: there is nothing to play against.')
  const rules: GivenBattleRules = {
    limitMs: view.rules.limitMs,
    isRanked: false,
    difficulty: view.problem?.difficulty ?? null,
    ghost: { battleId: of.battleId, player: player.user },
  }
  const started = await startBattle(app, {
    originKind: 'bot',
    originKey: inviteId(),
    rules,
    players: [userId, botId],
    problemSlug: seen.problemSlug,
  })
  return started.battleId
}
