import {
  maxRejudgeItems,
  rejudgeBodySchema,
  rejudgeFilterSchema,
  rejudgeItemsQuerySchema,
  type RejudgeItems,
  type RejudgeSet,
} from '@eduscale/contracts/rejudge'
import { givenIdSchema } from '@eduscale/contracts/id'
import { Prisma } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app-context'
import { parseGiven } from '../../../http/parse-given'
import { laneOf } from '../../../queues/judge-queue'
import { getRequestAdmin } from '../../identity/face'
import { stepSchema } from '../judging/battle-step.queries'
import { presentItem, presentSet, type ItemRow } from './present-rejudge'
import { changeState, hasNewerApplied, isChanged, previewRejudge, tallyItems, type StateChange } from './rejudge.queries'

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
    // A repeated request finds its set.
    await db.$executeRaw`
      WITH made AS (
        INSERT INTO rejudge_set (id, reason, filter, state, created_by)
        VALUES (${id}::uuid, ${reason}, ${JSON.stringify(filter)}::jsonb, 'collecting', ${admin.id}::uuid)
        ON CONFLICT (id) DO NOTHING RETURNING id
      )
      INSERT INTO audit_entry (actor_id, action, subject, data)
      SELECT ${admin.id}::uuid, 'rejudge created', made.id::text, ${JSON.stringify({ reason, filter })}::jsonb FROM made`
    return reply.status(201).send(await getSet(app, id))
  })

  server.get('/v1/admin/rejudges', async (request) => {
    await getRequestAdmin(db, request)
    return { sets: await listSets(app, { take: maxSets }) }
  })

  server.get('/v1/admin/rejudges/:id', async (request) => {
    await getRequestAdmin(db, request)
    return getSet(app, parseGiven(idParams, request.params).id)
  })

  server.get('/v1/admin/rejudges/:id/items', async (request): Promise<RejudgeItems> => {
    await getRequestAdmin(db, request)
    const { id } = parseGiven(idParams, request.params)
    const { show, before, after, cursor } = parseGiven(rejudgeItemsQuerySchema, request.query)
    const rows = await db.$queryRaw<ItemRow[]>`
      SELECT i.id, i.submission_id AS "submissionId", u.name AS "userName", s.problem_slug AS "problemSlug", s.language,
             s.battle_id AS "battleId", s.recv_at AS "receivedAt", i.old_verdict AS "oldVerdict", i.old_score AS "oldScore",
             i.new_verdict AS "newVerdict", i.new_score AS "newScore", ${isChanged} AS "isChanged", i.outcome
      FROM rejudge_item i JOIN submission s ON s.id = i.submission_id JOIN "user" u ON u.id = s.user_id
      WHERE i.set_id = ${id}::uuid AND (${show === 'all'}::boolean OR ${isChanged})
        AND i.old_verdict = coalesce(${before ?? null}::text, i.old_verdict)
        AND (${after ?? null}::text IS NULL OR i.new_verdict = ${after ?? null}::text)
        AND (${cursor ?? null}::uuid IS NULL OR i.id > ${cursor ?? null}::uuid)
      ORDER BY i.id LIMIT ${pageSize + 1}::int`
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
    const to = (await db.rejudgeItem.count({ where: { setId: id } })) === 0 ? 'collecting' : 'judging'
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
  const queued = await app.db.rejudgeItem.findMany({
    where: { setId, newVerdict: null, queuedAt: { not: null } },
    select: { id: true, fedStep: true },
  })
  await app.db.rejudgeItem.updateMany({ where: { setId, newVerdict: null }, data: { queuedAt: null } })
  for (const { id, fedStep } of queued) {
    const lane = laneOf('bulk', stepSchema.parse(fedStep))
    await app.judgeQueue.cancel(id, lane).catch((err: unknown) => app.log.warn({ err, itemId: id }, 'a job stays in the queue'))
  }
}

async function getSet(app: AppContext, id: string): Promise<RejudgeSet> {
  const [set] = await listSets(app, { where: { id }, take: 1 })
  if (!set) throw new AppError('not-found', 'There is no such rejudge.')
  return set
}

async function listSets(
  app: AppContext,
  { where = {}, take }: { where?: Prisma.RejudgeSetWhereInput; take: number },
): Promise<RejudgeSet[]> {
  const rows = await app.db.rejudgeSet.findMany({ where, orderBy: { createdAt: 'desc' }, take })
  const people = rows.flatMap(({ createdBy, closedBy }) => (closedBy === null ? [createdBy] : [createdBy, closedBy]))
  const [tallies, users] = await Promise.all([
    tallyItems(
      app.db,
      rows.map((row) => row.id),
    ),
    app.db.user.findMany({ where: { id: { in: people } }, select: { id: true, name: true } }),
  ])
  const names = new Map(users.map((user) => [user.id, user.name]))
  return rows.map((row) => presentSet(row, { tallies, names }))
}
