import type { RoomBody } from '@eduscale/contracts/arena'
import { battleRulesSchema, type BattleState, type GivenBattleRules } from '@eduscale/contracts/battle'
import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { presentUser } from '../../identity/face'
import { withdrawRematches } from '../play/rematch'
import { startBattle } from '../play/start-battle'
import { cancelOpenInvites, getInvite, inviteId } from '../invite/invite'
import { createInvite, listOpenRooms } from '../invite/invite.queries'

const listed = 50

/** Battles of people's own making. A room is entered like an invitation, and is one. */
export function roomRoutes(http: RouteRegistry, app: AppContext): void {
  const { db } = app

  http.serve('createRoom', async ({ body, user }) => {
    await cancelOpenInvites(app, user.id)
    const id = inviteId()
    const { battleId } = await startBattle(app, {
      originKind: 'room',
      originKey: id,
      rules: rulesOf(body),
      players: [user.id],
      problemSlug: body.problemSlug,
    })
    await createInvite(db, { id, battleId, hostId: user.id })
    await withdrawRematches(app, user.id, battleId)
    return getInvite(app, id, user.id)
  })

  http.serve('listRooms', async () => {
    const invites = await listOpenRooms(db, listed)
    return {
      rooms: invites.map(({ id, host, battle, createdAt }) => ({
        id,
        host: presentUser(host),
        rules: battleRulesSchema.parse(battle.rules),
        battleState: battle.state as BattleState,
        playerCount: battle._count.players,
        createdAt: createdAt.toISOString(),
      })),
    }
  })
}

function rulesOf(body: RoomBody): GivenBattleRules {
  const { limitMinutes, problemSlug: _hidden, ...rules } = body
  return { ...rules, limitMs: limitMinutes * 60_000 }
}
