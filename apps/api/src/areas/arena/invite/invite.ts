import { randomInt } from 'node:crypto'
import type { Invite } from '@eduscale/contracts/arena'
import { battleRulesSchema } from '@eduscale/contracts/battle'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import { getPublicUser } from '../../identity/face'
import { transition } from '../play/transition'
import { findInvite, listOpenInvites } from './invite.queries'

/** Ten characters of 58, none of them easily mistaken for another: 58 bits. */
export function inviteId(): string {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
  return Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('')
}

export async function getInvite(app: AppContext, id: string, userId: string | null): Promise<Invite> {
  const invite = await findInvite(app.db, id)
  if (!invite) throw new AppError('not-found', 'There is no such invitation.')
  const isPlayer = invite.battle.players.some((player) => player.userId === userId)
  return {
    id,
    host: await getPublicUser(app.db, invite.hostId),
    rules: battleRulesSchema.parse(invite.battle.rules),
    playerCount: invite.battle.players.length,
    battleState: invite.battle.state as Invite['battleState'],
    battleId: isPlayer ? invite.battleId : null,
    isMine: invite.hostId === userId,
    url: new URL(`/invite/${id}`, app.config.PUBLIC_URL).href,
  }
}

/**
 * A host has one open invitation; a new one takes the place of the old. Throws `already-playing` where somebody else sits in it: they
 * came to play, and aren't sent away by the way.
 */
export async function cancelOpenInvites(app: AppContext, userId: string): Promise<void> {
  // Where somebody sits in one, nothing else is closed before that is known.
  for (const { battleId } of await listOpenInvites(app.db, userId)) {
    try {
      // Decided and written at one state of the battle: whoever joins at this very moment is in time, or finds it closed.
      await transition(app, { battleId, input: { by: 'close-empty', userId } })
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'already-playing') throw error
      throw new AppError(error.code, error.message, { data: { battleId } })
    }
  }
}
