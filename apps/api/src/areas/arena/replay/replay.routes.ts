import { AppError } from '@eduscale/platform/errors'
import { isTerminal } from '@eduscale/rules/battle-states'
import type { AppContext } from '../../../app/app-context'
import { sent, type RouteRegistry } from '../../../http/registry'
import { findAccess } from '../play/log.queries'
import { lateTypingSeconds } from '../typing/edit.queries'
import { getPrograms } from './get-programs'
import { createReplays } from './get-replay'

/** From then on no typing is taken any more; half a minute for clocks that differ. */
const typingEndsMs = (lateTypingSeconds + 30) * 1_000

/** What is to be seen of a battle that is over. */
export function replayRoutes(http: RouteRegistry, app: AppContext): void {
  const { db } = app
  const replays = createReplays(app)

  http.serveFound(
    'getPrograms',
    async ({ params, findUser }) => findAccess(db, params.id, (await findUser())?.id ?? null),
    ({ params, query, found }) => {
      if (!isTerminal(found.state)) throw new AppError('wrong-state', 'Programs can be read once the battle is over.')
      return getPrograms(db, params.id, query.players)
    },
  )

  http.serveFound(
    'getReplay',
    async ({ params, findUser }) => findAccess(db, params.id, (await findUser())?.id ?? null),
    async ({ params: { id }, found, request, reply }) => {
      if (!isTerminal(found.state)) throw new AppError('wrong-state', 'The replay is there once the battle is over.')
      const etag = `"${found.shownHash}"`
      // It changes no more, but by a correction: whoever has it needn't be sent it again. Typing may come for some minutes after the end.
      const isFinal = found.endedAt !== null && Date.now() - found.endedAt.getTime() > typingEndsMs
      if (isFinal) {
        void reply.header('etag', etag).header('cache-control', 'private, no-cache')
        if (request.headers['if-none-match'] === etag) {
          void reply.status(304).send()
          return sent
        }
      }
      void reply.type('application/json; charset=utf-8').send(await replays.read({ id, hash: found.shownHash, isFinal }))
      return sent
    },
  )
}
