import type { Namespace } from 'socket.io'
import type { LiveBattles } from './live-battles'

export type { Namespace, Socket } from 'socket.io'

/** What areas get of this node's sockets. */
export interface Sockets {
  /** Its sockets have shown a valid token, and are in their user's room. */
  namespace(name: '/' | '/watch'): Namespace
  battles: LiveBattles
}
