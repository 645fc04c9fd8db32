import type { EphFrame, Ev, Hb, Notice, RunFrame } from '@eduscale/contracts/room'

/** Who isn't told, since they know already: the socket that a frame came from, or the user it is about. */
interface Except {
  socketId?: string
  userId?: string
}

/** Frames from this process to sockets on every node (or, where the name says so, on this one). */
export interface Publisher {
  /** After its commit. What doesn't arrive is read from the log. */
  event(event: Ev): void
  /** Goes out with the next tick, unless a newer one of the same sender and kind comes before it. */
  ephemeral(battleId: string, frame: EphFrame, except?: Except): void
  /** At once, and each: to everybody in the battle but `exceptUserIds`. */
  chat(battleId: string, frame: EphFrame, exceptUserIds: readonly string[]): void
  /** To the sockets of this node only: each node hears runners itself. */
  localEphemeral(battleId: string, frame: EphFrame, except?: Except): void
  localHeartbeat(frame: Hb): void
  localRun(userId: string, frame: RunFrame): void
  run(userId: string, frame: RunFrame): void
  notice(userId: string, notice: Notice): void
  /** Its tokens are refused from now on, and its connections end. */
  sessionEnded(sessionId: string): void
  /** What this person may do has changed: what their tokens say of it isn't believed any more. */
  personChanged(userId: string): void
}
