import { languageIdSchema } from '@eduscale/contracts/language'
import { codeSchema } from '@eduscale/contracts/submission'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/app-context'
import { parseGiven } from '../../../http/parse-given'
import { findRequestUser, getRequestUser, limitCaller } from '../../identity/face'
import { findDraft, saveDraft } from './draft.queries'
import { getPicture, getProblem, listProblems } from './problem.queries'

const slugParams = z.object({ slug: z.string().max(100) })
const draftParams = slugParams.extend({ language: languageIdSchema })
/** A draft may be empty, and is as large as a submission may be. */
const draftBody = z.object({ code: z.union([z.literal(''), codeSchema.shape.code]) })
const hashParams = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) })

export function problemRoutes(server: FastifyInstance, app: AppContext): void {
  const { db } = app

  server.get('/v1/problems', async (request) => ({
    problems: await listProblems(db, (await findRequestUser(db, request))?.id ?? null),
  }))

  server.get('/v1/problems/:slug', (request) => getProblem(db, parseGiven(slugParams, request.params).slug))

  server.get('/v1/problem-assets/:hash', async (request, reply) => {
    const { mediaType, bytes } = await getPicture(db, parseGiven(hashParams, request.params).hash)
    return reply
      .type(mediaType)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "sandbox; default-src 'none'")
      .header('content-disposition', 'inline')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(bytes)
  })

  server.get('/v1/drafts/:slug/:language', async (request, reply) => {
    const { slug, language } = parseGiven(draftParams, request.params)
    const { id: userId } = await getRequestUser(db, request)
    const draft = await findDraft(db, { userId, problemSlug: slug, language })
    return reply.type('application/json').send(JSON.stringify(draft))
  })

  server.put('/v1/drafts/:slug/:language', limitCaller(app, 'drafts', 120), async (request) => {
    const { slug, language } = parseGiven(draftParams, request.params)
    const { code } = parseGiven(draftBody, request.body)
    const { id: userId } = await getRequestUser(db, request)
    await getProblem(db, slug)
    return saveDraft(db, { userId, problemSlug: slug, language, code })
  })
}
