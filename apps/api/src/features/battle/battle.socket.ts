import { chatSchema, cmdSchema, editFrameSchema, joinSchema, muteSchema } from '@eduscale/contracts/room'
import { maxSourceBytes } from '@eduscale/contracts/judge'
import { AppError } from '@eduscale/platform/errors'
import type { Server, Socket } from 'socket.io'
import { z } from 'zod'
import type { AppContext } from '../../app-context'
import { nextFrameNumber } from '../../realtime/frame-number'
import type { LiveBattles } from '../../realtime/live-battles'
import { readEphemeral } from '../../realtime/read-ephemeral'
import { battleRoom } from '../../realtime/room-names'
import { onFrame, socketUser } from '../../realtime/socket-server'
import { TokenBucket, TokenBuckets } from '../../realtime/token-bucket'
import { mutePlayer, sayInBattle } from './chat'
import { createRoomReader, type RoomReader } from './join-battle'
import { playCommand } from './play-command'
import type { Presence } from './presence'
import type { EditStore } from './store-edits'

/** The Room protocol's frames (contracts/room) on every socket. */
export function battleSocket(
  io: Server,
  app: AppContext,
  parts: { presence: Presence; edits: EditStore; battles: LiveBattles },
): void {
  const rooms = createRoomReader(app)
  io.on('connection', (socket) => handleSocket(socket, app, { ...parts, rooms }))
}

/** A whole document of the largest size, with room for JSON's escapes. */
const maxBatchLength = 2 * maxSourceBytes

/** Of each player in each battle, in however many tabs. */
const chatRates = new TokenBuckets({ burst: 3, perSecond: 0.5 })

interface Membership {
  isPlayer: boolean
  /** The battle's start, once it has begun and typing may come. */
  typingFrom: number | null
}

function handleSocket(
  socket: Socket,
  app: AppContext,
  { presence, edits, battles, rooms }: { presence: Presence; edits: EditStore; battles: LiveBattles; rooms: RoomReader },
): void {
  const userId = socketUser(socket).id
  /** The battles this socket has joined; access was checked then. */
  const joined = new Map<string, Membership>()
  const notOk = (err: unknown) => ({ ok: false, err })

  onFrame(socket, app, {
    name: 'cmd',
    schema: cmdSchema,
    rate: { burst: 20, perSecond: 5 },
    handle: (cmd) => playCommand(app, userId, cmd),
    answerError: (err, given) => ({ cid: readCid(given), ok: false, err }),
    afterAnswer: () => app.failpoints.pass('after-ack'),
  })

  onFrame(socket, app, {
    name: 'join',
    schema: joinSchema,
    rate: { burst: 20, perSecond: 5 },
    handle: async ({ b, from }) => {
      const access = await rooms.getAccess(b, userId)
      await socket.join(battleRoom(b))
      battles.opened(b, access.version)
      await app.failpoints.pass('between-join-and-read')
      const isNew = !joined.has(b)
      joined.set(b, { isPlayer: access.isPlayer, typingFrom: null })
      if (isNew && access.isPlayer) await presence.arrive(b, userId, socket.id)
      return rooms.read({ battleId: b, userId, from })
    },
    answerError: notOk,
  })

  onFrame(socket, app, {
    name: 'sync',
    schema: joinSchema,
    rate: { burst: 20, perSecond: 5 },
    handle: ({ b, from }) => {
      getMembership(socket, joined, b)
      return rooms.read({ battleId: b, userId, from })
    },
    answerError: notOk,
  })

  onFrame(socket, app, {
    name: 'leave',
    schema: joinSchema.pick({ b: true }),
    rate: { burst: 20, perSecond: 5 },
    handle: async ({ b }) => {
      await socket.leave(battleRoom(b))
      if (joined.get(b)?.isPlayer) await presence.leave(b, userId, socket.id)
      joined.delete(b)
      return { ok: true }
    },
    answerError: notOk,
  })

  onFrame(socket, app, {
    name: 'edit',
    schema: editFrameSchema,
    rate: { burst: 60, perSecond: 8 },
    handle: async ({ b, batch }) => {
      const member = requirePlayer(socket, joined, b)
      if (JSON.stringify(batch.ops).length > maxBatchLength)
        throw new AppError('too-large', 'This is more than anybody types at once.')
      // Looked up until the battle has begun, then remembered: batches come four times a second.
      member.typingFrom ??= await getStart(rooms, b, userId)
      // A client is not believed about time: nothing was typed later than now.
      const latestMs = Date.now() - member.typingFrom + 2_000
      const ops = batch.ops.map((op) => ({ ...op, atMs: Math.min(op.atMs, latestMs) }))
      await edits.store(b, userId, { ...batch, ops })
      return { ok: true, n: batch.n }
    },
    answerError: notOk,
  })

  onFrame(socket, app, {
    name: 'chat',
    schema: chatSchema,
    rate: { burst: 20, perSecond: 5 },
    handle: async ({ b, preset }) => {
      requirePlayer(socket, joined, b)
      if (!chatRates.take(`${b}:${userId}`)) throw new AppError('rate-limited', 'One thing at a time; wait a moment.')
      await sayInBattle(app, b, userId, preset)
      return { ok: true }
    },
    answerError: notOk,
  })

  onFrame(socket, app, {
    name: 'mute',
    schema: muteSchema,
    rate: { burst: 10, perSecond: 1 },
    handle: async ({ b, userId: mutedId, isMuted }) => {
      requirePlayer(socket, joined, b)
      return { ok: true, muted: await mutePlayer(app.db, { battleId: b, userId, mutedId, isMuted }) }
    },
    answerError: notOk,
  })

  onFrame(socket, app, {
    name: 'clock',
    schema: z.object({}),
    rate: { burst: 20, perSecond: 2 },
    handle: async () => {
      const rows = await app.db.$queryRaw<
        { at: number }[]
      >`SELECT (extract(epoch FROM clock_timestamp()) * 1000)::double precision AS at`
      return { at: rows[0]?.at ?? Date.now() }
    },
    answerError: notOk,
  })

  const ephemeralRate = new TokenBucket({ burst: 30, perSecond: 15 })
  // Not by `onFrame`: these come all the time, and nothing waits for them.
  socket.on('eph', (given: unknown) => {
    const frame = ephemeralRate.take() ? readEphemeral(given) : null
    if (!frame || !joined.get(frame.b)?.isPlayer || !socket.rooms.has(battleRoom(frame.b)))
      return app.metrics.refused.inc({ edge: 'socket', code: 'ephemeral' })
    const { b, ...rest } = frame
    return app.publisher.ephemeral(b, { from: userId, n: nextFrameNumber(), ...rest }, { socketId: socket.id })
  })

  socket.on('disconnect', () => {
    for (const [battleId, member] of joined) {
      if (!member.isPlayer) continue
      presence.leave(battleId, userId, socket.id).catch((err: unknown) => app.log.warn({ err }, 'a leave was not recorded'))
    }
  })
}

/** Milliseconds since the epoch. Throws `wrong-state` before the start. */
async function getStart(rooms: RoomReader, battleId: string, userId: string): Promise<number> {
  const { state, startsAt } = await rooms.getAccess(battleId, userId)
  if (!startsAt || !['RUNNING', 'SUSPENDED', 'JUDGING', 'FINISHED'].includes(state)) {
    throw new AppError('wrong-state', 'The battle has not begun.')
  }
  return startsAt.getTime()
}

/** Whoever gave a seat up, or lost it, has been taken out of the room. */
function getMembership(socket: Socket, joined: ReadonlyMap<string, Membership>, battleId: string): Membership {
  const member = socket.rooms.has(battleRoom(battleId)) ? joined.get(battleId) : undefined
  if (!member) throw new AppError('forbidden', 'Join the battle first.')
  return member
}

function requirePlayer(socket: Socket, joined: ReadonlyMap<string, Membership>, battleId: string): Membership {
  const member = getMembership(socket, joined, battleId)
  if (!member.isPlayer) throw new AppError('not-a-player', 'You are not a player of this battle.')
  return member
}

/** The cid of a command that could not be read, so that its sender can tell which one it was. */
function readCid(given: unknown): string {
  const cid = typeof given === 'object' && given !== null && 'cid' in given ? given.cid : null
  return typeof cid === 'string' ? cid.slice(0, 64) : ''
}
