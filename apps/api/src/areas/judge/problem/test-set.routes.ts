import { timingSafeEqual } from 'node:crypto'
import { runnerTokenHeader } from '@eduscale/contracts/judge'
import { AppError } from '@eduscale/platform/errors'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/app-context'
import { parseGiven } from '../../../http/parse-given'
import { hashToken } from '../../../http/bearer-token'
import { findTestSet } from './problem.queries'

const hashParams = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) })

/** For runners, on the port that can be kept from everybody else: a runner's token alone opens no test set to somebody on the outside. */
export function testSetRoutes(server: FastifyInstance, { db, config }: AppContext): void {
  server.get('/internal/test-sets/:hash', async (request, reply) => {
    const shown = request.headers[runnerTokenHeader]
    if (typeof shown !== 'string' || !timingSafeEqual(hashToken(shown), hashToken(config.RUNNER_TOKEN)))
      throw new AppError('forbidden', 'This is for runners.')
    const body = await findTestSet(db, parseGiven(hashParams, request.params).hash)
    if (body === null) throw new AppError('not-found', 'There is no such test set.')
    return reply.type('application/json').send(body)
  })
}
