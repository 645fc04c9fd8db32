import type { AreaName } from '@eduscale/contracts/routes/addresses'
import type { Prisma } from '@eduscale/db'
import type { FastifyInstance } from 'fastify'
import type { AppContext } from './app-context'
import type { PersonData } from './person-data'
import type { Consumer } from '../facts/deliver-facts'
import type { RouteRegistry } from '../http/registry'
import type { Sockets } from '../realtime/sockets'
import type { Chore } from '../roles/chores'

/**
 * All that an area wants to be run, and its only face to the roles: each takes what is of its kind. What other areas may use of it is in
 * its face.ts.
 */
export interface AreaManifest {
  name: AreaName
  /** Before anything is served. */
  begin?: (app: AppContext) => Promise<void>
  /** Role http: every route of the area, as contracts/routes has them. */
  routes: (http: RouteRegistry, app: AppContext) => void
  /** On the port that is not for people. */
  internalRoutes?: (server: FastifyInstance, app: AppContext) => void
  /** For whoever tries the platform on their own machine, and nobody else: no page and no program asks for it. */
  localRoutes?: (server: FastifyInstance, app: AppContext) => void
  /** Role realtime: adds what sockets may send, and returns what goes on beside them as long as the node lives. */
  frames: (sockets: Sockets, app: AppContext) => Loop[]
  /** Role worker, on every node at once: what is done whenever the database shows a reason for it, */
  chores: (app: AppContext) => Chore[]
  /** what happens by the clock, */
  loops?: (app: AppContext) => Loop[]
  /** what is heard or taken from a queue, */
  listeners?: (app: AppContext) => Listener[]
  /** what is to be done after a fact, */
  consumers?: readonly Consumer[]
  /** what is measured every ten seconds, */
  gauges: (app: AppContext) => Promise<unknown>
  /** and what is deleted once an hour since it was kept long enough. */
  prunings: (app: AppContext) => Pruning[]
  /** Rows that show that a guest has done something. */
  guestTraces?: readonly GuestTrace[]
  /** What its tables have of people: for an export, and for when one of them is deleted. */
  personData?: readonly PersonData[]
}

export interface Loop {
  name: string
  everyMs: number | (() => number)
  work: () => Promise<unknown>
}

export interface Listener {
  close: () => Promise<void>
}

export interface Pruning {
  what: string
  work: () => Promise<unknown>
}

export interface GuestTrace {
  /** True of a guest, the row `u` of "user". */
  isThere: Prisma.Sql
  /** Whether others know the guest by it, or only the guest would miss it. */
  keeps: 'for ever' | 'from being idle'
}
