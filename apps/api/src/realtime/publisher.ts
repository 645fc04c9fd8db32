import type { Eph, Ev, Hb, Notice, RunFrame } from '@eduscale/contracts/room'
import type { Server } from 'socket.io'

/** Frames from this process to sockets on every node (or, where the name says so, on this one). */
export interface Publisher {
  event(event: Ev): void
  ephemeral(frame: Eph): void
  /** To the sockets of this node only: each node hears runners itself. */
  localEphemeral(frame: Eph, exceptUserId: string): void
  localHeartbeat(frame: Hb): void
  localRun(userId: string, frame: RunFrame): void
  run(userId: string, frame: RunFrame): void
  notice(userId: string, notice: Notice): void
}

export const battleRoom = (battleId: string) => `battle:${battleId}`
export const userRoom = (userId: string) => `user:${userId}`

export function createPublisher(io: Server): Publisher {
  return {
    event: (event) => void io.to(battleRoom(event.b)).emit('ev', event),
    ephemeral: (frame) => void io.to(battleRoom(frame.b)).volatile.emit('eph', frame),
    localEphemeral: (frame, exceptUserId) =>
      void io.local.to(battleRoom(frame.b)).except(userRoom(exceptUserId)).volatile.emit('eph', frame),
    localHeartbeat: (frame) => void io.local.to(battleRoom(frame.b)).volatile.emit('hb', frame),
    localRun: (userId, frame) => void io.local.to(userRoom(userId)).emit('run', frame),
    run: (userId, frame) => void io.to(userRoom(userId)).emit('run', frame),
    notice: (userId, notice) => void io.to(userRoom(userId)).emit('notice', notice),
  }
}
