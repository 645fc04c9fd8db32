import type { AppContext } from '../../../app/app-context'

/** The sockets of sessions that have ended close, on whatever node they are. */
export function tellEnded({ publisher }: Pick<AppContext, 'publisher'>, sessions: readonly string[]): void {
  for (const session of sessions) publisher.sessionEnded(session)
}
