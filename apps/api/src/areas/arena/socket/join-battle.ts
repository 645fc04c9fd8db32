import type { BattleView } from '@eduscale/contracts/battle'
import type { Joined } from '@eduscale/contracts/room'
import { createBatch } from '@eduscale/platform/batch'
import type { Person } from '@eduscale/rules/may'
import type { AppContext } from '../../../app/app-context'
import { requireAccess, type BattleAccess } from '../play/battle.policy'
import { presentBattle, presentEvents } from '../play/present-battle'
import { type AskedRoom, listAccess, listRooms, maxEventsToReplay } from './room.queries'

/** So many of those who come at the same moment are looked up in one statement. */
const perStatement = 250

/** A view is made once for all who join its battle at the same moment; then it is forgotten, as statements are large. */
const keptMs = 1_000

export interface RoomReader {
  /** Throws `not-found` or `forbidden`. */
  getAccess(battleId: string, user: Person): Promise<BattleAccess>
  /**
   * What a client needs to go on after event `from`. The caller has put the socket into the room before: join first, then read,
   * so that no event falls between the two. Throws `forbidden` if they have lost their seat meanwhile.
   */
  read(asked: Pick<AskedRoom, 'battleId' | 'from'>, user: Person): Promise<Joined>
}

/** When a node dies, all its clients come to the others at once: what they ask for is read for many in one statement. */
export function createRoomReader(app: AppContext): RoomReader {
  const findAccess = createBatch({
    maxSize: perStatement,
    run: (asked: readonly Omit<AskedRoom, 'from'>[]) => listAccess(app.db, asked),
  })
  const findRoom = createBatch({
    maxSize: perStatement,
    run: (asked: readonly AskedRoom[]) => listRooms(app.db, asked, app.config.PRESENCE_LEASE_MS),
  })
  const views = new Map<string, { version: number; view: Promise<BattleView> }>()

  /** The view at `version` or later. */
  const getView = (battleId: string, version: number): Promise<BattleView> => {
    const kept = views.get(battleId)
    if (kept && kept.version >= version) return kept.view
    const view = presentBattle(app.db, battleId)
    views.set(battleId, { version, view })
    const forget = () => {
      if (views.get(battleId)?.view === view) views.delete(battleId)
    }
    view.catch(forget)
    setTimeout(forget, keptMs).unref()
    return view
  }

  return {
    getAccess: async (battleId, user) => requireAccess(await findAccess({ battleId, userId: user.id }), user),
    read: async (asked, user) => {
      const room = await findRoom({ ...asked, userId: user.id })
      requireAccess(room, user)
      const { battleId } = asked
      const needsView = room.events === null || room.events.length > maxEventsToReplay
      const view = needsView ? await getView(battleId, room.version) : null
      const events = await presentEvents(app.db, needsView ? [] : (room.events ?? []))
      return {
        ok: true,
        view,
        events: events.map((event) => ({ b: battleId, ...event })),
        head: view?.seq ?? events.at(-1)?.seq ?? asked.from ?? 0,
        at: room.at,
        present: room.present ?? [],
        editsHead: room.editsHead,
        muted: room.muted ?? [],
      }
    },
  }
}
