import type { AppContext } from '../../../app/app-context'

/**
 * Of one person: on every node the sockets of these sessions close and their access tokens are refused at once, and within a second also
 * where the message got lost. The person's other pages hear that something has changed.
 */
export function tellEnded({ publisher }: Pick<AppContext, 'publisher'>, userId: string, sessions: readonly string[]): void {
  for (const session of sessions) publisher.sessionEnded(session)
  if (sessions.length > 0) publisher.notice(userId, { t: 'sessions:changed', d: {} })
}
