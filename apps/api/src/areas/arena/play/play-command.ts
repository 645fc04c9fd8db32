import { createHash, randomUUID } from 'node:crypto'
import { commandActions } from '@eduscale/contracts/frame-actions'
import type { Ack, Cmd } from '@eduscale/contracts/room'
import { AppError } from '@eduscale/platform/errors'
import { isTerminal } from '@eduscale/rules/battle-states'
import { mayEver, type Person } from '@eduscale/rules/may'
import type { AppContext } from '../../../app/app-context'
import { getPublicUser } from '../../identity/face'
import { feedArrived } from '../../judge/face'
import { getBotId, withNoOtherBattle } from '../bot/bot-account'
import { botUserId } from '../bot/bot.queries'
import { findBattle } from './battle.queries'
import { withdrawRematches } from './rematch'
import { startBattle } from './start-battle'
import { transition, type TransitionRequest } from './transition'

/** From the session and its connection, never from a frame. */
export interface Commander {
  user: Person
  userId: string
  guestAddress: string | null
}

/** Carries out a player's command; the ack it returns may be sent, since everything is committed. */
export async function playCommand(app: AppContext, by: Commander, cmd: Cmd): Promise<Ack> {
  const { userId } = by
  // Whether they may in this battle, the rules decide with the battle at hand.
  if (!mayEver(by.user, commandActions[cmd.t])) throw new AppError('forbidden', 'This is not for everybody.')
  const request = await toRequest(app, by, cmd)
  const done = await transition(app, request)
  // Not waited for: it is in the database, which is all that the ack says.
  if (request.submission && done.kind === 'done') void feedArrived(app, request.submission.id)
  if (cmd.t === 'battle:ready' && done.kind === 'done') await withdrawRematches(app, userId, cmd.b)
  if (cmd.t === 'battle:rematch' && done.kind === 'done') await withdrawRematches(app, userId, rematchOf(done.result))
  return { cid: cmd.cid, ok: true, seq: done.seq, at: done.at, res: done.result }
}

function rematchOf({ battleId }: Record<string, unknown>): string {
  if (typeof battleId !== 'string') throw new Error('a rematch has no battle')
  return battleId
}

async function toRequest(app: AppContext, by: Commander, cmd: Cmd): Promise<TransitionRequest> {
  const { userId } = by
  const command = { userId, cid: cmd.cid, type: cmd.t, result: {} }
  const base = { battleId: cmd.b, command }
  switch (cmd.t) {
    case 'battle:ready':
      return { ...base, input: { by: 'ready', userId } }
    case 'battle:decline':
      return { ...base, input: { by: 'decline', userId } }
    case 'battle:start':
      return { ...base, input: { by: 'start', userId } }
    case 'battle:team':
      return { ...base, input: { by: 'team', userId, team: cmd.d.team } }
    case 'battle:remove':
      return { ...base, input: { by: 'remove', userId, targetId: cmd.d.userId } }
    case 'battle:hand-on':
      return { ...base, input: { by: 'hand-on', userId, targetId: cmd.d.userId } }
    case 'battle:resign':
      return { ...base, input: { by: 'resign', userId } }
    case 'battle:offer-draw':
      return { ...base, input: { by: 'offer-draw', userId } }
    case 'battle:withdraw-draw':
      return { ...base, input: { by: 'withdraw-draw', userId } }
    case 'battle:decline-draw':
      return { ...base, input: { by: 'decline-draw', userId } }
    case 'battle:live-code':
      return { ...base, input: { by: 'live-code', userId, isAllowed: cmd.d.isAllowed } }
    case 'battle:submit': {
      const id = randomUUID()
      const { language, code } = cmd.d
      const codeHash = createHash('sha256').update(code).digest('hex')
      return {
        ...base,
        command: { ...command, result: { submissionId: id } },
        input: { by: 'submit', userId, submissionId: id, language, bytes: Buffer.byteLength(code), codeHash },
        submission: { id, userId, guestAddress: by.guestAddress, cid: cmd.cid, ...cmd.d },
      }
    }
    case 'battle:rematch': {
      const battleId = await startRematch(app, userId, cmd.b)
      return { ...base, command: { ...command, result: { battleId } }, input: { by: 'rematch', userId, battleId } }
    }
    default:
      return cmd satisfies never
  }
}

/** The origin key is the old battle, so both players' clicks, and their repetitions, lead to the same new one. */
async function startRematch(app: AppContext, userId: string, battleId: string): Promise<string> {
  const battle = await findBattle(app.db, battleId)
  if (!battle) throw new AppError('not-found', 'There is no such battle.')
  if (!battle.players.some((player) => player.userId === userId))
    throw new AppError('not-a-player', 'You are not a player of this battle.')
  // One that nobody came to is no reason to call its players again.
  if (battle.state === 'ABORTED') throw new AppError('wrong-state', 'This battle was never played.')
  if (!isTerminal(battle.state)) throw new AppError('wrong-state', 'The battle is still going on.')
  if (battle.players.length < 2) throw new AppError('wrong-state', 'Nobody had joined this battle.')
  const origin = {
    originKind: 'rematch',
    originKey: battleId,
    rules: battle.rules,
    // A ghost knows how to solve the one problem.
    problemSlug: battle.rules.ghost ? battle.problemSlug : null,
  } as const
  if (battle.rules.format === 'duel') {
    const players = battle.players.map((player) => player.userId)
    if (players.includes(botUserId)) {
      await getBotId(app)
      return (await withNoOtherBattle(app, userId, () => startBattle(app, { ...origin, players }))).battleId
    }
    return (await startBattle(app, { ...origin, players })).battleId
  }
  // Of many, some will not want to: the first to ask opens a room, and whoever asks after them takes a seat in it.
  const started = await startBattle(app, { ...origin, players: [userId] })
  if (!started.isNew) {
    const player = await getPublicUser(app.db, userId)
    await transition(app, { battleId: started.battleId, input: { by: 'join', player, hasWatched: false } })
  }
  return started.battleId
}
