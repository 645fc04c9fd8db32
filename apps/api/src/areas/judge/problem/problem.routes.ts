import type { Draft } from '@eduscale/contracts/problem'
import type { AppContext } from '../../../app/app-context'
import { showProblem } from '@eduscale/rules/shown-problem'
import { sent, type RouteRegistry } from '../../../http/registry'
import { findDraft, saveDraft, type StoredDraft } from './draft.queries'
import { getPicture, getProblem, listProblems } from './problem.queries'

export function problemRoutes(http: RouteRegistry, { db }: AppContext): void {
  http.serve('listProblems', async ({ query: { lang }, findUser }) => ({
    problems: await listProblems(db, { userId: (await findUser())?.id ?? null, lang }),
  }))

  http.serve('getProblem', async ({ params, query }) => showProblem(await getProblem(db, params.slug), query.lang))

  http.serve('getPicture', async ({ params, reply }) => {
    const { mediaType, bytes } = await getPicture(db, params.hash)
    void reply
      .type(mediaType)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "sandbox; default-src 'none'")
      .header('content-disposition', 'inline')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(bytes)
    return sent
  })

  http.serve('getDraft', async ({ params: { slug, language }, user }) => {
    const draft = await findDraft(db, { userId: user.id, problemSlug: slug, language })
    return draft && presentDraft(draft)
  })

  http.serve('saveDraft', async ({ params: { slug, language }, body, user }) => {
    await getProblem(db, slug)
    return presentDraft(await saveDraft(db, { userId: user.id, problemSlug: slug, language, code: body.code }))
  })
}

function presentDraft({ code, savedAt }: StoredDraft): Draft {
  return { code, savedAt: savedAt.toISOString() }
}
