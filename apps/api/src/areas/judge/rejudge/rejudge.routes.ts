import {
  maxRejudgeItems,
  rejudgeBodySchema,
  rejudgeFilterSchema,
  rejudgeItemsQuerySchema,
  type RejudgeItems,
  type RejudgeSet,
} from '@eduscale/contracts/rejudge'
import { givenIdSchema } from '@eduscale/contracts/id'
import { AppError } from '@eduscale/platform/errors'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/app-context'
import { parseGiven } from '../../../http/parse-given'
import { laneOf } from '../../../queues/judge-queue'
import { getRequestAdmin } from '../../identity/face'
import { stepSchema } from '../judging/battle-step.queries'
import { presentItem, presentSet } from './present-rejudge'
import { hasItems, listItems, takeBackQueued } from './rejudge-item.queries'
import { changeState, createSet, hasNewerApplied, listSets, previewRejudge, type StateChange } from './rejudge.queries'

const idParams = z.object({ id: givenIdSchema })
const pageSize = 100
const maxSets = 50

/** For administrators alone: judge submissions again, look at what would change, and only then let it count. */
export function rejudgeRoutes(server: FastifyInstance, app: AppContext): void {
  const { db } = app

  server.post('/v1/admin/rejudges/preview', async (request) => {
    await getRequestAdmin(db, request)
    return previewRejudge(db, parseGiven(rejudgeFilterSchema, request.body))
  })

  server.post('/v1/admin/rejudges', async (request, reply) => {
    const admin = await getRequestAdmin(db, request)
    const { id, reason, filter } = parseGiven(rejudgeBodySchema, request.body)
    const { count } = await previewRejudge(db, filter)
    if (count === 0) throw new AppError('bad-request', 'No judged submission meets this.')
    if (count > maxRejudgeItems) {
      throw new AppError(
        'too-large',
        `${count} submissions meet this; a rejudge covers at most ${maxRejudgeItems}. Narrow it down.`,
      )
    }
    await createSet(db, { id, reason, filter, createdBy: admin.id })
    return reply.status(201).send(await getSet(app, id))
  })

  server.get('/v1/admin/rejudges', async (request) => {
    await getRequestAdmin(db, request)
    return { sets: await presentSets(app, { most: maxSets }) }
  })

  server.get('/v1/admin/rejudges/:id', async (request) => {
    await getRequestAdmin(db, request)
    return getSet(app, parseGiven(idParams, request.params).id)
  })

  server.get('/v1/admin/rejudges/:id/items', async (request): Promise<RejudgeItems> => {
    await getRequestAdmin(db, request)
    const { id } = parseGiven(idParams, request.params)
    const { show, before, after, cursor } = parseGiven(rejudgeItemsQuerySchema, request.query)
    const rows = await listItems(db, { setId: id, show, before, after, cursor, most: pageSize + 1 })
    const items = rows.slice(0, pageSize).map(presentItem)
    return { items, nextCursor: rows.length > pageSize ? (items.at(-1)?.id ?? null) : null }
  })

  const step = (path: string, change: Pick<StateChange, 'from' | 'to' | 'action' | 'closes'>, refusal: string) =>
    server.post(`/v1/admin/rejudges/:id/${path}`, async (request) => {
      const admin = await getRequestAdmin(db, request)
      const { id } = parseGiven(idParams, request.params)
      await getSet(app, id)
      if (!(await changeState(db, { setId: id, actorId: admin.id, ...change }))) throw new AppError('wrong-state', refusal)
      if (change.to === 'discarded') await takeBackJobs(app, id)
      return getSet(app, id)
    })

  step(
    'apply',
    { from: ['ready'], to: 'applying', action: 'rejudge applied', closes: true },
    'Only a rejudge whose submissions are all judged can be applied.',
  )
  step(
    'discard',
    { from: ['collecting', 'judging', 'ready'], to: 'discarded', action: 'rejudge discarded', closes: true },
    'Only a rejudge that has not been applied can be discarded; undo it first.',
  )

  server.post('/v1/admin/rejudges/:id/undo', async (request) => {
    const admin = await getRequestAdmin(db, request)
    const { id } = parseGiven(idParams, request.params)
    await getSet(app, id)
    const change = { setId: id, actorId: admin.id, action: 'rejudge undone', closes: false } as const
    // Discarded before it was filled, it is filled now.
    const to = (await hasItems(db, id)) ? 'judging' : 'collecting'
    if (await changeState(db, { ...change, from: ['discarded'], to })) return getSet(app, id)
    if (await hasNewerApplied(db, id)) {
      throw new AppError('wrong-state', 'A later rejudge has changed some of the same submissions; undo that one first.')
    }
    if (await changeState(db, { ...change, from: ['applied'], to: 'reverting' })) return getSet(app, id)
    throw new AppError('wrong-state', 'Only a rejudge that was applied or discarded can be undone.')
  })
}

/** Nothing of a discarded set is judged any more; should it come back, all that was not judged is queued again. */
async function takeBackJobs(app: AppContext, setId: string): Promise<void> {
  const queued = await takeBackQueued(app.db, setId)
  for (const { id, fedStep } of queued) {
    const lane = laneOf('bulk', stepSchema.parse(fedStep))
    await app.judgeQueue.cancel(id, lane).catch((err: unknown) => app.log.warn({ err, itemId: id }, 'a job stays in the queue'))
  }
}

async function getSet(app: AppContext, id: string): Promise<RejudgeSet> {
  const [set] = await presentSets(app, { id, most: 1 })
  if (!set) throw new AppError('not-found', 'There is no such rejudge.')
  return set
}

async function presentSets(app: AppContext, which: Parameters<typeof listSets>[1]): Promise<RejudgeSet[]> {
  const { rows, tallies, names } = await listSets(app.db, which)
  return rows.map((row) => presentSet(row, { tallies, names }))
}
