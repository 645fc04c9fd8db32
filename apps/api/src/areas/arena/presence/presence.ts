import { createBatch } from '@eduscale/platform/batch'
import type { AppContext } from '../../../app/app-context'
import { nextFrameNumber } from '../../../realtime/frame-number'
import { transition } from '../play/transition'
import { listUnseen, type Player, renewLeases } from './presence.queries'

/** How often a node renews the leases of its players. */
export const renewalMs = 3_000

/** Whoever left is taken for present that much longer. */
const reloadMs = 5_000

/** So many are written or looked up in one statement. */
const perStatement = 250

export interface Presence {
  arrive(battleId: string, userId: string, socketId: string): Promise<void>
  leave(battleId: string, userId: string, socketId: string): Promise<void>
  /** Battles that somebody on this node has open. */
  renew(): Promise<void>
}

/**
 * Presence is a lease in the database: the node that holds a player's socket renews `seen_at`. A node that dies stops renewing, so
 * nothing else needs to notice its death. This map is only what this node has to renew.
 */
export function createPresence(app: AppContext): Presence {
  const sockets = new Map<string, Player & { ids: Set<string> }>()
  const tell = (battleId: string, userId: string, isPresent: boolean) =>
    app.publisher.ephemeral(battleId, { from: userId, n: nextFrameNumber(), t: 'presence', d: { isPresent } })
  const isHere = ({ battleId, userId }: Player) => sockets.has(keyOf(battleId, userId))
  // All of them at once come, go or come back when a network or a node fails.
  const arrived = createBatch({
    maxSize: perStatement,
    run: async (players: readonly Player[]) => {
      await seen(app, players, 0)
      return players
    },
  })
  const left = createBatch({
    maxSize: perStatement,
    run: async (players: readonly Player[]) => {
      const gone = players.filter((player) => !isHere(player))
      // What is left of the lease bridges a reload; a tab on another node renews it in time.
      await seen(app, gone, app.config.PRESENCE_LEASE_MS - reloadMs)
      return players
    },
  })
  const isAway = createBatch({ maxSize: perStatement, run: (players: readonly Player[]) => listAway(app, players) })
  return {
    async arrive(battleId, userId, socketId) {
      const key = keyOf(battleId, userId)
      const known = sockets.get(key) ?? { battleId, userId, ids: new Set() }
      sockets.set(key, known)
      known.ids.add(socketId)
      await arrived(known)
      tell(battleId, userId, true)
    },
    async leave(battleId, userId, socketId) {
      const key = keyOf(battleId, userId)
      const known = sockets.get(key)
      if (!known?.ids.delete(socketId) || known.ids.size > 0) return
      sockets.delete(key)
      await left(known)
      setTimeout(() => {
        if (isHere(known)) return
        isAway(known).then(
          (away) => away && tell(battleId, userId, false),
          (err: unknown) => app.log.warn({ err }, 'presence could not be looked up'),
        )
      }, renewalMs + 500).unref()
    },
    renew: () => seen(app, [...sockets.values()], 0),
  }
}

/** Whether nobody has renewed the lease that `leave` shortened, of each. */
async function listAway(app: AppContext, players: readonly Player[]): Promise<boolean[]> {
  const rows = await listUnseen(app.db, players, app.config.PRESENCE_LEASE_MS - reloadMs)
  const away = new Set(rows.map(({ battleId, userId }) => keyOf(battleId, userId)))
  return players.map(({ battleId, userId }) => away.has(keyOf(battleId, userId)))
}

export function nameOf({ battleId, userId }: Player): string {
  return `player ${userId} of ${battleId}`
}

function keyOf(battleId: string, userId: string): string {
  return `${battleId}:${userId}`
}

/** Whoever is seen and has a forfeit running is back, whether they came just now or were here when it was decided. */
async function seen(app: AppContext, players: readonly Player[], agoMs: number): Promise<void> {
  if (players.length === 0) return
  const rows = await renewLeases(app.db, players, agoMs)
  if (agoMs > 0) return
  const back = rows.filter(({ forfeitAt }) => forfeitAt !== null)
  await app.tries['back-players'].each(back, nameOf, ({ battleId, userId }) =>
    transition(app, { battleId, input: { by: 'back', userId } }),
  )
}
