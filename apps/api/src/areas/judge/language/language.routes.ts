import { languageFlags, languageIds, languageNames } from '@eduscale/contracts/language'
import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { describeExecution } from '../judging/execution.queries'

/** What it says changes when a runner comes, goes or has built another image: a browser need not ask for every page. */
const maxAgeSeconds = 10

export function languageRoutes(http: RouteRegistry, { db }: AppContext): void {
  http.serve('listLanguages', async ({ reply }) => {
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
