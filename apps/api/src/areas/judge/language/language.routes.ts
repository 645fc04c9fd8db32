import { languageFlags, languageIds, languageNames, type LanguageList } from '@eduscale/contracts/language'
import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/app-context'
import { describeExecution } from '../judging/execution.queries'

/** What it says changes when a runner comes, goes or has built another image: a browser need not ask for every page. */
const maxAgeSeconds = 10

export function languageRoutes(server: FastifyInstance, { db }: AppContext): void {
  server.get('/v1/languages', async (_request, reply): Promise<LanguageList> => {
    const { languages: found } = await describeExecution(db)
    const versions = new Map(found.map(({ id, version }) => [id, version]))
    reply.header('cache-control', `public, max-age=${maxAgeSeconds}`)
    return {
      languages: languageIds.map((id) => ({
        id,
        name: languageNames[id],
        version: versions.get(id) ?? null,
        flags: languageFlags[id],
        isAvailable: versions.has(id),
      })),
    }
  })
}
