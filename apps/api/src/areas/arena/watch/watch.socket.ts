import { frameActions } from '@eduscale/contracts/frame-actions'
import { watchSchema, type WatchCount, type Watched, type WatchedCarets, type WatchedCode } from '@eduscale/contracts/watch'
import { AppError } from '@eduscale/platform/errors'
import { isWaiting } from '@eduscale/rules/battle-states'
import { can } from '@eduscale/rules/may'
import type { Namespace, Socket } from '../../../realtime/sockets'
import type { AppContext } from '../../../app/app-context'
import type { SignedInUser } from '../../../http/signed-in-user'
import { emitLocal, encodePacket, listSockets } from '../../../realtime/emit-local'
import { defineFrame, handleFrames } from '../../../realtime/frames'
import { socketUser } from '../../../realtime/socket-server'
import { findAccess } from '../play/log.queries'
import { presentEvents } from '../play/present-battle'
import { createClockReader } from '../play/read-clock'
import type { Spectators } from './spectators'
import {
  listPlayersOfOpen,
  listShownCode,
  readWatchedCarets,
  readWatchedEdits,
  readWatchedEvents,
  rememberWatcher,
} from './watch-feed.queries'
import {
  forgetTexts,
  newWatchedBattle,
  noteCarets,
  noteEdits,
  noteEvent,
  presentWatched,
  type WatchedBattle,
} from './watched-battle'

/** Battles that one socket may watch at a time. */
const maxWatched = 4

/** At a time; what is more comes with the next turn. */
const perTurn = { maxRows: 2_000 }

const roomOf = (battleId: string) => `watch:${battleId}`

/**
 * Spectators read the log late, and nothing else: they add no rows, and what they get is read and encoded once for all of a node,
 * so a battle is none the slower for being watched. What is kept here is what of each battle has been shown.
 */
export function createWatch(namespace: Namespace, app: AppContext, spectators: Spectators) {
  const watched = new Map<string, WatchedBattle>()
  const delayMs = app.config.WATCH_DELAY_MS
  const readClock = createClockReader(app.db)

  namespace.adapter.on('delete-room', (room: string) => void watched.delete(room.replace(/^watch:/, '')))

  const rate = { burst: 8, perSecond: 1 }
  handleFrames<Socket>(namespace, app, {
    open: (socket) => socket,
    frames: new Map([
      [
        'watch',
        defineFrame({
          action: frameActions.watch,
          schema: watchSchema,
          rate,
          handle: async (socket: Socket, { b }) => {
            await requireSpectator(app, b, socketUser(socket))
            if ([...socket.rooms].filter((room) => room.startsWith('watch:')).length >= maxWatched) {
              throw new AppError('rate-limited', `At most ${maxWatched} battles can be watched at a time.`)
            }
            // Gone again before it was looked up: nothing would ever take them out of the room.
            if (socket.disconnected) throw new AppError('unavailable', 'The connection is gone.')
            await rememberWatcher(app.db, b, socketUser(socket).id)
            // Once more, as they may have come to play in the meantime. One who does both in the same instant is turned away a turn later.
            await requireSpectator(app, b, socketUser(socket))
            // Joined first: whatever moves the cursor from here on is sent to this socket too.
            await socket.join(roomOf(b))
            return open(b)
          },
        }),
      ],
      [
        'unwatch',
        defineFrame({
          action: frameActions.unwatch,
          schema: watchSchema,
          rate,
          handle: async (socket: Socket, { b }) => {
            await socket.leave(roomOf(b))
            return { ok: true }
          },
        }),
      ],
    ]),
  })

  async function open(battleId: string): Promise<Extract<Watched, { ok: true }>> {
    const battle = watched.get(battleId) ?? newWatchedBattle(battleId)
    watched.set(battleId, battle)
    battle.opening ??= catchUp(battle).catch((error: unknown) => {
      battle.opening = null
      throw error
    })
    await battle.opening
    const at = await readClock()
    return { ok: true, ...presentWatched(battle), delayMs, at, spectators: countHere(battleId) }
  }

  /** Reads what has been so far, in portions: of a long battle it is much, and a node has others to serve. */
  async function catchUp(battle: WatchedBattle): Promise<void> {
    for (let isMore = true; isMore;) {
      const events = await readWatchedEvents(app.db, [battle], { delayMs, ...perTurn })
      for (const event of await presentEvents(app.db, events)) noteEvent(battle, event)
      isMore = events.length === perTurn.maxRows
    }
    noteCarets(battle, await readWatchedCarets(app.db, [battle], { delayMs, ...perTurn }))
    const shown = await listShownCode(app.db, [battle.battleId])
    // What fifty have typed is too much to read for whoever looks in: the replay has it.
    const isShown = shown.has(battle.battleId) && battle.view.rules.format === 'duel'
    if (isShown) await readTexts(battle)
    battle.isCodeShown = isShown
    battle.isOpen = true
  }

  async function readTexts(battle: WatchedBattle): Promise<void> {
    for (let isMore = true; isMore;) {
      const edits = await readWatchedEdits(app.db, [battle], { delayMs, ...perTurn })
      for (const { userId, batches } of edits) noteEdits(battle, userId, batches)
      isMore = edits.reduce((sum, { batches }) => sum + batches.length, 0) === perTurn.maxRows
    }
  }

  /** One turn for all battles that are watched on this node. */
  async function advance(): Promise<void> {
    // Whoever asked and was gone before the answer has left no room to be deleted.
    for (const battleId of watched.keys()) if (countHere(battleId) === 0) watched.delete(battleId)
    const tries = app.tries.watched
    const resting = new Set(tries.resting())
    const battles = [...watched.values()].filter((battle) => battle.isOpen && !resting.has(battle.battleId))
    if (battles.length === 0) return
    // One whose rows can't be read stops none of the others.
    await show(battles).catch(async () =>
      tries.each(
        battles,
        ({ battleId }) => battleId,
        async (battle) => show([battle]),
      ),
    )
  }

  /** Reads on where each has come to: what failed on the way is read again. */
  async function show(battles: readonly WatchedBattle[]): Promise<void> {
    await turnAwayPlayers(battles)
    await showCode(battles)
    const [events, edits, carets] = await Promise.all([
      readWatchedEvents(app.db, battles, { delayMs, ...perTurn }),
      readWatchedEdits(
        app.db,
        battles.filter((battle) => battle.isCodeShown),
        { delayMs, ...perTurn },
      ),
      readWatchedCarets(app.db, battles, { delayMs, ...perTurn }),
    ])
    for (const event of await presentEvents(app.db, events)) {
      const battle = watched.get(event.b)
      if (!battle || event.seq !== battle.seq + 1) continue
      noteEvent(battle, event)
      send(event.b, 'ev', event)
    }
    for (const frame of edits) {
      const battle = watched.get(frame.b)
      if (!battle) continue
      noteEdits(battle, frame.userId, frame.batches)
      send(frame.b, 'edits', frame)
    }
    for (const battle of battles) {
      const moved = carets.filter(({ b }) => b === battle.battleId)
      if (moved.length === 0) continue
      noteCarets(battle, moved)
      const frame: WatchedCarets = { b: battle.battleId, carets: moved.map(({ userId, cursor }) => ({ userId, cursor })) }
      send(battle.battleId, 'carets', frame)
    }
  }

  /** Tells spectators that code may be seen from now on, with what there is of it, or that it may be seen no longer. */
  async function showCode(battles: readonly WatchedBattle[]): Promise<void> {
    const shown = await listShownCode(
      app.db,
      battles.map(({ battleId }) => battleId),
    )
    for (const battle of battles) {
      const { battleId } = battle
      const isShown = shown.has(battleId) && battle.view.rules.format === 'duel'
      if (isShown === battle.isCodeShown) continue
      forgetTexts(battle)
      if (isShown) await readTexts(battle)
      battle.isCodeShown = isShown
      const frame: WatchedCode = { b: battleId, isShown, players: presentWatched(battle).players }
      send(battleId, 'code', frame)
    }
  }

  /** Whoever has come to play since they began to watch sees no more of the others' code. */
  async function turnAwayPlayers(battles: readonly WatchedBattle[]): Promise<void> {
    const rows = await listPlayersOfOpen(
      app.db,
      battles.map(({ battleId }) => battleId),
    )
    if (rows.length === 0) return
    const isPlaying = new Set(rows.map(({ battleId, userId }) => `${battleId}:${userId}`))
    for (const { battleId } of battles) {
      for (const socket of listSockets(namespace, roomOf(battleId))) {
        if (isPlaying.has(`${battleId}:${socketUser(socket).id}`)) await socket.leave(roomOf(battleId))
      }
    }
  }

  function send(battleId: string, name: 'ev' | 'code' | 'edits' | 'carets' | 'count', frame: object): void {
    emitLocal(namespace, roomOf(battleId), encodePacket(name, JSON.stringify(frame), namespace.name), 'sure')
  }

  function countHere(battleId: string): number {
    return namespace.adapter.rooms.get(roomOf(battleId))?.size ?? 0
  }

  /** Tells the other nodes, and the spectators, how many are watching. */
  async function tellCounts(): Promise<void> {
    const battleIds = [...watched.keys()]
    if (battleIds.length === 0) return
    spectators.tell(new Map(battleIds.map((battleId) => [battleId, countHere(battleId)])))
    const counts = await spectators.count(battleIds)
    for (const battleId of battleIds) {
      const frame: WatchCount = { b: battleId, spectators: Math.max(countHere(battleId), counts.get(battleId) ?? 0) }
      send(battleId, 'count', frame)
    }
  }

  return { advance, tellCounts }
}

/** Whoever plays in a battle doesn't see the others' code before its end. Throws `not-found` or `forbidden`. */
async function requireSpectator(app: AppContext, battleId: string, user: SignedInUser): Promise<void> {
  const access = await findAccess(app.db, battleId, user.id)
  if (!access) throw new AppError('not-found', 'There is no such battle.')
  if (!can(user, 'battle:watch', access))
    throw new AppError('forbidden', 'You play in this battle; it can be watched once it is over.')
  if (isWaiting(access.state)) throw new AppError('wrong-state', 'This battle has not begun.')
}
