import { frameActions } from '@eduscale/contracts/frame-actions'
import { roomFrames } from '@eduscale/contracts/room'
import { maxEditBatchLength, maxEditStretches } from '@eduscale/contracts/source-limits'
import { givenIdSchema } from '@eduscale/contracts/id'
import { AppError } from '@eduscale/platform/errors'
import { hasBegun } from '@eduscale/rules/battle-states'
import { can, type Person } from '@eduscale/rules/may'
import type { Namespace, Socket } from '../../../realtime/sockets'
import type { AppContext } from '../../../app/app-context'
import { parseGiven } from '../../../http/parse-given'
import { guestAddressOf } from '../../../http/signed-in-user'
import { nextFrameNumber } from '../../../realtime/frame-number'
import { defineFrame, handleFrames, type Frame, type QuickFrame } from '../../../realtime/frames'
import type { LiveBattles } from '../../../realtime/live-battles'
import { readEphemeral } from '../../../realtime/read-ephemeral'
import { battleRoom } from '../../../realtime/room-names'
import { socketUser } from '../../../realtime/socket-server'
import { TokenBuckets } from '../../../realtime/token-bucket'
import { mutePlayer, sayInBattle } from '../chat/chat'
import { createRoomReader, type RoomReader } from './join-battle'
import { playCommand, type Commander } from '../play/play-command'
import type { Presence } from '../presence/presence'
import { createClockReader } from '../play/read-clock'
import type { EditStore } from '../typing/store-edits'

/** Characters of typing that a player may send in one battle: some whole documents at once, and more than anybody types after that. */
const typingBudget = { burst: 8 * maxEditBatchLength, perSecond: 2_048 }

type AskedFrame = Exclude<keyof typeof roomFrames, 'eph'>

interface Membership {
  isPlayer: boolean
  /** The battle's start, once it has begun and typing may come. */
  typingFrom: number | null
}

interface Session extends Commander {
  socket: Socket
  /** The battles this socket has joined; access was checked then. */
  joined: Map<string, Membership>
}

interface Parts {
  presence: Presence
  edits: EditStore
  battles: LiveBattles
}

/** The Room protocol's frames (contracts/room) on every socket. */
export function battleSocket(namespace: Namespace, app: AppContext, parts: Parts): void {
  const { presence } = parts
  handleFrames<Session>(namespace, app, {
    open: (socket) => {
      const user = socketUser(socket)
      const guestAddress = guestAddressOf(user, app.addressOf(socket.request))
      return { socket, user, userId: user.id, guestAddress, joined: new Map() }
    },
    frames: new Map(Object.entries(createFrames(app, parts))),
    quick: new Map([['eph', ephemeralFrame(app)]]),
    close: ({ socket, userId, joined }) => {
      for (const [battleId, member] of joined) {
        if (!member.isPlayer) continue
        presence.leave(battleId, userId, socket.id).catch((err: unknown) => app.log.warn({ err }, 'a leave was not recorded'))
      }
    },
  })
}

/** Each frame of the contract, except for the volatile one. */
function createFrames(app: AppContext, { presence, edits, battles }: Parts): Record<AskedFrame, Frame<Session>> {
  const rooms = createRoomReader(app)
  const readClock = createClockReader(app.db)
  /** Of each player in each battle, in however many tabs. */
  const chatRates = new TokenBuckets({ burst: 3, perSecond: 0.5 })
  const typed = new TokenBuckets(typingBudget)
  const asked = { burst: 20, perSecond: 5 }
  return {
    cmd: defineFrame({
      action: frameActions.cmd,
      schema: roomFrames.cmd,
      rate: asked,
      handle: (session: Session, cmd) => playCommand(app, session, cmd),
      answerError: (err, given) => ({ cid: readCid(given), ok: false, err }),
      afterAnswer: () => app.failpoints.pass('after-ack'),
    }),
    join: defineFrame({
      action: frameActions.join,
      schema: roomFrames.join,
      rate: asked,
      handle: async ({ socket, user, userId, joined }: Session, { b, from }) => {
        const access = await rooms.getAccess(b, user)
        requireConnected(socket)
        await socket.join(battleRoom(b))
        battles.opened(b, access.version)
        await app.failpoints.pass('between-join-and-read')
        requireConnected(socket)
        const isNew = !joined.has(b)
        joined.set(b, { isPlayer: access.isPlayer, typingFrom: null })
        if (isNew && access.isPlayer) await presence.arrive(b, userId, socket.id)
        try {
          return await rooms.read({ battleId: b, from }, user)
        } catch (error) {
          // Unseated between being let in and being in: whoever hears nothing of it must not hear the rest.
          if (error instanceof AppError) await socket.leave(battleRoom(b))
          throw error
        }
      },
    }),
    sync: defineFrame({
      action: frameActions.sync,
      schema: roomFrames.sync,
      rate: asked,
      handle: (session: Session, { b, from }) => {
        getMembership(session, b)
        return rooms.read({ battleId: b, from }, session.user)
      },
    }),
    leave: defineFrame({
      action: frameActions.leave,
      schema: roomFrames.leave,
      rate: asked,
      handle: async ({ socket, userId, joined }: Session, { b }) => {
        await socket.leave(battleRoom(b))
        if (joined.get(b)?.isPlayer) await presence.leave(b, userId, socket.id)
        joined.delete(b)
        return { ok: true }
      },
    }),
    edit: defineFrame({
      action: frameActions.edit,
      schema: roomFrames.edit,
      rate: { burst: 60, perSecond: 8 },
      admit: (session: Session, given) => {
        requirePlayer(session, readBattleId(given))
        if (countStretches(given) > maxEditStretches)
          throw new AppError('too-large', 'This changes more places than anybody does at once.')
      },
      handle: async (session: Session, { b, batch }) => {
        const member = requirePlayer(session, b)
        const { length } = JSON.stringify(batch.ops)
        if (length > maxEditBatchLength) throw new AppError('too-large', 'This is more than anybody types at once.')
        if (!typed.take(`${b}:${session.userId}`, length)) throw new AppError('rate-limited', 'This is more than anybody types.')
        // Looked up until the battle has begun, then remembered: batches come four times a second.
        member.typingFrom ??= await getStart(rooms, readClock, { battleId: b, user: session.user })
        // A client is not believed about time: nothing was typed later than now.
        const latestMs = Date.now() - member.typingFrom + 2_000
        const ops = batch.ops.map((op) => ({ ...op, atMs: Math.min(op.atMs, latestMs) }))
        await edits.store(b, session.userId, { ...batch, ops })
        return { ok: true, n: batch.n }
      },
    }),
    chat: defineFrame({
      action: frameActions.chat,
      schema: roomFrames.chat,
      rate: asked,
      handle: async (session: Session, { b, preset }) => {
        requirePlayer(session, b)
        if (!chatRates.take(`${b}:${session.userId}`)) throw new AppError('rate-limited', 'One thing at a time; wait a moment.')
        await sayInBattle(app, b, session.userId, preset)
        return { ok: true }
      },
    }),
    mute: defineFrame({
      action: frameActions.mute,
      schema: roomFrames.mute,
      rate: { burst: 10, perSecond: 1 },
      handle: async (session: Session, { b, userId: mutedId, isMuted }) => {
        requirePlayer(session, b)
        return { ok: true, muted: await mutePlayer(app.db, { battleId: b, userId: session.userId, mutedId, isMuted }) }
      },
    }),
    clock: defineFrame({
      action: frameActions.clock,
      schema: roomFrames.clock,
      rate: { burst: 20, perSecond: 2 },
      handle: async () => ({ at: await readClock() }),
    }),
  }
}

function ephemeralFrame(app: AppContext): QuickFrame<Session> {
  return {
    action: frameActions.eph,
    rate: { burst: 30, perSecond: 15 },
    take: ({ socket, userId, joined }, given) => {
      const frame = readEphemeral(given)
      if (!frame || !joined.get(frame.b)?.isPlayer || !socket.rooms.has(battleRoom(frame.b))) return false
      const { b, ...rest } = frame
      app.publisher.ephemeral(b, { from: userId, n: nextFrameNumber(), ...rest }, { socketId: socket.id })
      return true
    },
  }
}

/**
 * Somebody who is gone again before their join was looked up must not be put anywhere: nothing would ever take them out, and their
 * presence would be renewed for as long as this node lives.
 */
function requireConnected(socket: Socket): void {
  if (socket.disconnected) throw new AppError('unavailable', 'The connection is gone.')
}

/** The start by this node's clock, milliseconds since the epoch. Throws `wrong-state` before it. */
async function getStart(
  rooms: RoomReader,
  readClock: () => Promise<number>,
  { battleId, user }: { battleId: string; user: Person },
): Promise<number> {
  const { state, startsAt } = await rooms.getAccess(battleId, user)
  if (!startsAt || !hasBegun(state)) {
    throw new AppError('wrong-state', 'The battle has not begun.')
  }
  return Math.floor(startsAt.getTime() + Date.now() - (await readClock()))
}

/** Whoever gave a seat up, or lost it, has been taken out of the room. */
function getMembership({ socket, joined }: Session, battleId: string): Membership {
  const member = socket.rooms.has(battleRoom(battleId)) ? joined.get(battleId) : undefined
  if (!member) throw new AppError('forbidden', 'Join the battle first.')
  return member
}

function requirePlayer(session: Session, battleId: string): Membership {
  const member = getMembership(session, battleId)
  if (!can(session.user, 'battle:play', member)) throw new AppError('not-a-player', 'You are not a player of this battle.')
  return member
}

/** Kept and replaced stretches of a batch that nobody has parsed yet: each costs every reader of the battle. */
function countStretches(given: unknown): number {
  const batch = typeof given === 'object' && given !== null && 'batch' in given ? given.batch : null
  const ops = typeof batch === 'object' && batch !== null && 'ops' in batch ? batch.ops : null
  if (!Array.isArray(ops)) return 0
  return ops.reduce((sum: number, op: unknown) => {
    const change = typeof op === 'object' && op !== null && 'change' in op ? op.change : null
    return sum + (Array.isArray(change) ? change.length : 0)
  }, 0)
}

/** The battle of a frame that hasn't been parsed. Throws `bad-request`. */
function readBattleId(given: unknown): string {
  const b = typeof given === 'object' && given !== null && 'b' in given ? given.b : null
  return parseGiven(givenIdSchema, b)
}

/** The cid of a command that could not be read, so that its sender can tell which one it was. */
function readCid(given: unknown): string {
  const cid = typeof given === 'object' && given !== null && 'cid' in given ? given.cid : null
  return typeof cid === 'string' ? cid.slice(0, 64) : ''
}
