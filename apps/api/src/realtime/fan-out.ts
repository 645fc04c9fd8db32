import type { Logger } from '@eduscale/platform/logger'
import type { Redis } from '@eduscale/platform/redis'
import type { Namespace, Server, Socket } from 'socket.io'
import type { AccessState } from '../access/access-state'
import type { ApiMetrics } from '../app/api-metrics'
import { emitLocal, encodePacket, listSockets, sendPacket, type Packet } from './emit-local'
import { readChat, readEvent, readFrames, readId, readInstant } from './bus-line'
import type { SafePublish } from './cluster-adapter'
import { FrameCollector, type CollectedFrame } from './frame-collector'
import { LiveBattles, shownEvent, type ReadLog } from './live-battles'
import { createNodeBus, type NodeBus } from './node-bus'
import type { Publisher } from './publisher'
import { battleRoom, userRoom } from './room-names'

/** A message to the other nodes at most this often, with the frames of all battles that have some. */
const tickMs = 30

/** And a packet of one battle at most this often: sixteen times a second, which is as good as at once for a cursor. */
const battleMs = 60

const uuidLength = 36

export interface FanOut {
  publisher: Publisher
  battles: LiveBattles
  bus: NodeBus
}

/**
 * From this process to sockets everywhere. What is for a person or a session goes to their room, which spans the nodes by Socket.io's
 * adapter. Of battles each node encodes what its own sockets get, once per battle, and tells the other nodes in few messages; they
 * pass the encoded frames on as they are, once they have been seen to be some (docs/decisions/0025-fan-out.md).
 *
 * A message's lines: `e<battle> <seq> <event>`, `v<battle><frames>`, `c<battle><users to leave out> <frame>`, in JSON, which has no
 * line breaks of its own; and of who may do what, `s<session that was ended>` and `p<person whose roles have changed><when>`.
 */
export function createFanOut(options: {
  io: Server
  pub: Redis
  sub: Redis
  publish: SafePublish
  onDropped: (error: unknown) => void
  readLog: ReadLog
  access: AccessState
  metrics: ApiMetrics
  log: Logger
  signal: AbortSignal
}): FanOut {
  const { metrics, log } = options
  const namespace = options.io.of('/')
  const battles = new LiveBattles({
    namespace,
    readLog: options.readLog,
    log,
    onRepaired: (count) => metrics.eventsFromLog.inc(count),
  })
  /** Throws for what is no such line. What nobody here gets isn't looked at any further. */
  const hear = (line: string): void => {
    const kind = line[0] ?? ''
    // Another one is a newer version's, while nodes are replaced one after the other.
    if (!'evcsp'.includes(kind)) return
    const id = readId(line.slice(1, 1 + uuidLength))
    const rest = line.slice(1 + uuidLength)
    if (kind === 's') return options.access.withdraw(id)
    if (kind === 'p') return options.access.change(id, readInstant(rest))
    if (!namespace.adapter.rooms.has(battleRoom(id))) return
    if (kind === 'e') return battles.show(id, readEvent(id, rest))
    if (kind === 'v') return showFrames(namespace, battles, id, readFrames(rest))
    const { frame, except } = readChat(rest)
    showChat(namespace, battles, id, frame, except)
  }
  const bus = createNodeBus({
    namespace,
    pub: options.pub,
    sub: options.sub,
    publish: options.publish,
    log,
    signal: options.signal,
    onLine: hear,
    onDropped: options.onDropped,
    onMissed: () => battles.catchUpSoon('all'),
  })
  return { bus, battles, publisher: createPublisher(options.io, { battles, bus, access: options.access }) }
}

function createPublisher(
  io: Server,
  { battles, bus, access }: { battles: LiveBattles; bus: NodeBus; access: AccessState },
): Publisher {
  const namespace = io.of('/')
  const outgoing = new FrameCollector(battleMs)
  const local = new FrameCollector(battleMs)
  /** Events that go with the next tick. */
  let waiting: string[] = []
  let isTicking = false
  const tick = () => {
    isTicking = false
    const lines = waiting
    waiting = []
    const now = performance.now()
    for (const [battleId, frames] of outgoing.take(now)) {
      lines.push(`v${battleId}${[...frames.values()].map((frame) => frame.json).join(',')}`)
      tellLocally(namespace, battles, battleId, [...frames.values()])
    }
    for (const [battleId, frames] of local.take(now)) tellLocally(namespace, battles, battleId, [...frames.values()])
    if (lines.length > 0) bus.publish(lines)
    if (!outgoing.isEmpty || !local.isEmpty) tickSoon()
  }
  const tickSoon = () => {
    if (isTicking) return
    isTicking = true
    setTimeout(tick, tickMs)
  }
  const collect = (collector: FrameCollector): Publisher['ephemeral'] => {
    return (battleId, { from, n, t, d }, except) => {
      collector.add(battleId, `${t}${from}`, {
        json: `{"from":"${from}","n":${n},"t":"${t}","d":${JSON.stringify(d)}}`,
        exceptSocketId: except?.socketId ?? null,
        exceptUserId: except?.userId ?? null,
      })
      tickSoon()
    }
  }
  return {
    event: (event) => {
      // What the contract says and no more: rows of the log have hashes, too.
      const { b, seq, at, actor, t, d } = event
      const json = JSON.stringify({ b, seq, at, actor, t, d })
      battles.show(b, shownEvent(event, json))
      const line = `e${b} ${seq} ${json}`
      // A message costs every node more than what is in it.
      if (isTicking) waiting.push(line)
      else bus.publish([line])
    },
    ephemeral: collect(outgoing),
    chat: (battleId, frame, exceptUserIds) => {
      const json = JSON.stringify(frame)
      showChat(namespace, battles, battleId, json, exceptUserIds)
      bus.publish([`c${battleId}${exceptUserIds.join(',')} ${json}`])
    },
    localEphemeral: collect(local),
    localHeartbeat: (frame) => emitLocal(namespace, battleRoom(frame.b), encodePacket('hb', JSON.stringify(frame)), 'volatile'),
    localRun: (userId, frame) => emitLocal(namespace, userRoom(userId), encodePacket('run', JSON.stringify(frame)), 'sure'),
    run: (userId, frame) => void namespace.to(userRoom(userId)).emit('run', frame),
    notice: (userId, notice) => void namespace.to(userRoom(userId)).emit('notice', notice),
    sessionEnded: (sessionId) => {
      access.withdraw(sessionId)
      bus.publish([`s${sessionId}`])
    },
    personChanged: (userId) => {
      const at = Date.now()
      access.change(userId, at)
      bus.publish([`p${userId}${at}`])
    },
  }
}

/** One packet for all who get all of the frames; those who sent some of them, or are what they are about, get the others. */
function tellLocally(namespace: Namespace, battles: LiveBattles, battleId: string, frames: readonly CollectedFrame[]): void {
  const sockets = listSockets(namespace, battleRoom(battleId))
  let shared: Packet | null = null
  let isForAll = true
  for (const socket of sockets) {
    const own = frames.filter((frame) => isFor(socket, frame))
    if (own.length === frames.length) {
      shared ??= encodeFrames(battles, battleId, joinFrames(frames))
      sendPacket(socket, shared, 'volatile')
      continue
    }
    isForAll = false
    if (own.length > 0) sendPacket(socket, encodeFrames(battles, battleId, joinFrames(own)), 'volatile')
  }
  if (isForAll) battles.told(battleId)
}

function isFor(socket: Socket, frame: CollectedFrame): boolean {
  if (frame.exceptSocketId === socket.id) return false
  return frame.exceptUserId === null || !socket.rooms.has(userRoom(frame.exceptUserId))
}

function showFrames(namespace: Namespace, battles: LiveBattles, battleId: string, frames: string): void {
  emitLocal(namespace, battleRoom(battleId), encodeFrames(battles, battleId, frames), 'volatile')
  battles.told(battleId)
}

/** `except` has the ids of users who don't want to read this. */
function showChat(namespace: Namespace, battles: LiveBattles, battleId: string, frame: string, except: readonly string[]): void {
  const sockets = listSockets(namespace, battleRoom(battleId))
  if (sockets.length === 0) return
  const packet = encodeFrames(battles, battleId, frame)
  const rooms = except.map(userRoom)
  for (const socket of sockets) if (!rooms.some((room) => socket.rooms.has(room))) sendPacket(socket, packet, 'sure')
}

/** The head comes along, so that a heartbeat isn't needed while somebody types. */
function encodeFrames(battles: LiveBattles, battleId: string, frames: string): Packet {
  return encodePacket('eph', `{"b":"${battleId}","head":${battles.headOf(battleId)},"f":[${frames}]}`)
}

function joinFrames(frames: readonly CollectedFrame[]): string {
  return frames.map((frame) => frame.json).join(',')
}
