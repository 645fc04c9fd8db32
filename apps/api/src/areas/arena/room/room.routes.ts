import { roomBodySchema, roomListSchema, type RoomBody, type RoomList } from '@eduscale/contracts/arena'
import { battleRulesSchema, type GivenBattleRules } from '@eduscale/contracts/battle'
import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/app-context'
import { parseGiven } from '../../../http/parse-given'
import { getRequestUser, limitCaller, presentUser } from '../../identity/face'
import { withdrawRematches } from '../play/rematch'
import { startBattle } from '../play/start-battle'
import { cancelOpenInvites, getInvite, inviteId } from '../invite/invite'
import { createInvite, listOpenRooms } from '../invite/invite.queries'

const listed = 50

/** Battles of people's own making. A room is entered like an invitation, and is one. */
export function roomRoutes(server: FastifyInstance, app: AppContext): void {
  const { db } = app

  server.post('/v1/rooms', limitCaller(app, 'rooms', 20), async (request, reply) => {
    const body = parseGiven(roomBodySchema, request.body)
    const user = await getRequestUser(db, request)
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
    return reply.status(201).send(await getInvite(app, id, user.id))
  })

  server.get('/v1/rooms', async (): Promise<RoomList> => {
    const invites = await listOpenRooms(db, listed)
    return roomListSchema.parse({
      rooms: invites.map(({ id, host, battle, createdAt }) => ({
        id,
        host: presentUser(host),
        rules: battleRulesSchema.parse(battle.rules),
        battleState: battle.state,
        playerCount: battle._count.players,
        createdAt: createdAt.toISOString(),
      })),
    })
  })
}

function rulesOf(body: RoomBody): GivenBattleRules {
  const { limitMinutes, problemSlug: _hidden, ...rules } = body
  return { ...rules, limitMs: limitMinutes * 60_000 }
}
