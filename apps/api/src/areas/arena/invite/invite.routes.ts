import type { GivenBattleRules } from '@eduscale/contracts/battle'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { getPublicUser } from '../../identity/face'
import { withdrawRematches } from '../play/rematch'
import { startBattle } from '../play/start-battle'
import { transition } from '../play/transition'
import { findBattleOn } from '../player/battles-of-player.queries'
import { hasWatched } from '../watch/watch-feed.queries'
import { getBotId, withNoOtherBattle } from '../bot/bot-account'
import { cancelOpenInvites, getInvite, inviteId } from './invite'
import { createInvite, findInvite } from './invite.queries'

export function inviteRoutes(http: RouteRegistry, app: AppContext): void {
  const { db } = app

  http.serve('createInvite', async ({ body, user }) => {
    await cancelOpenInvites(app, user.id)
    const id = inviteId()
    const rules: GivenBattleRules = { limitMs: body.limitMinutes * 60_000, isRanked: body.isRanked, difficulty: body.difficulty }
    const { battleId } = await startBattle(app, { originKind: 'invite', originKey: id, rules, players: [user.id] })
    await createInvite(db, { id, battleId, hostId: user.id })
    return getInvite(app, id, user.id)
  })

  http.serve('getInvite', async ({ params, findUser }) => getInvite(app, params.id, (await findUser())?.id ?? null))

  http.serve('joinInvite', async ({ params, user }) => {
    const invite = await findInvite(db, params.id)
    if (!invite) throw new AppError('not-found', 'There is no such invitation.')
    if (invite.hostId === user.id && invite.battle.originKind === 'invite')
      throw new AppError('forbidden', 'This is your own invitation; send the link to somebody else.')
    const origin = invite.battle.originKind
    const { battleId } = invite
    // Of a battle that takes latecomers: verdicts in one would be known in the other.
    const { problemSlug } = invite.battle
    const other = problemSlug === null ? null : await findBattleOn(db, user.id, problemSlug)
    if (other !== null && other !== battleId)
      throw new AppError('already-playing', 'You are in another battle about this problem.')
    const [player, watched] = await Promise.all([getPublicUser(db, user.id), hasWatched(db, battleId, user.id)])
    await transition(app, { battleId, input: { by: 'join', player, hasWatched: watched } })
    await withdrawRematches(app, user.id, battleId)
    // The host of a room is in it already.
    if (origin === 'invite') app.publisher.notice(invite.hostId, { t: 'battle:opened', d: { battleId } })
    return { battleId }
  })

  http.serveFound(
    'cancelInvite',
    ({ params }) => findInvite(db, params.id),
    async ({ found, user }) => {
      await transition(app, { battleId: found.battleId, input: { by: 'decline', userId: user.id } })
    },
  )

  http.serve('openBotBattle', async ({ body, user }) => {
    const botId = await getBotId(app)
    const rules: GivenBattleRules = { limitMs: body.limitMinutes * 60_000, isRanked: false, difficulty: body.difficulty }
    const { battleId } = await withNoOtherBattle(app, user.id, () =>
      startBattle(app, { originKind: 'bot', originKey: inviteId(), rules, players: [user.id, botId] }),
    )
    await withdrawRematches(app, user.id, battleId)
    return { battleId }
  })
}
