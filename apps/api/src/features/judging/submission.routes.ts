import { randomUUID } from 'node:crypto'
import { practiceSubmitBodySchema, runBodySchema, type Queued } from '@eduscale/contracts/submission'
import { AppError } from '@eduscale/platform/errors'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../app-context'
import { callerKey, parse } from '../../http/server'
import { maxWaitingJobs } from '../../queues/judge-queue'
import { getRequestUser } from '../account/authenticate'
import { getProblem } from '../problem/problem.queries'
import { enqueueSubmission } from './enqueue-submission'
import { presentSubmission } from './present-submission'

const idParams = z.object({ id: z.uuid() })
const slugParams = z.object({ slug: z.string().max(100) })

/** One person's submissions and runs outside of battles that are judged at a time. */
const maxUnjudged = 4

export function submissionRoutes(server: FastifyInstance, app: AppContext): void {
  const { db } = app
  const perMinute = (max: number) => ({ config: { rateLimit: { max, timeWindow: '1 minute', keyGenerator: callerKey } } })

  server.post('/v1/runs', perMinute(60), async (request, reply) => {
    const body = parse(runBodySchema, request.body)
    const user = await getRequestUser(db, request)
    const battleId = body.problem.by === 'battle' ? body.problem.battleId : null
    const slug = body.problem.by === 'slug' ? body.problem.slug : await getBattleProblem(app, body.problem.battleId, user.id)
    await getProblem(db, slug)
    const queued = await store(app, {
      kind: 'run',
      userId: user.id,
      battleId,
      cid: randomUUID(),
      problemSlug: slug,
      language: body.language,
      code: body.code,
      input: body.input,
    })
    return reply.status(202).send(queued)
  })

  server.post('/v1/submissions', perMinute(30), async (request, reply) => {
    const { cid, slug, language, code } = parse(practiceSubmitBodySchema, request.body)
    const user = await getRequestUser(db, request)
    await getProblem(db, slug)
    const repeated = await db.submission.findUnique({ where: { userId_cid: { userId: user.id, cid } }, select: { id: true } })
    if (repeated) return reply.status(202).send({ submissionId: repeated.id, ahead: 0 } satisfies Queued)
    const row = {
      kind: 'practice' as const,
      userId: user.id,
      battleId: null,
      cid,
      problemSlug: slug,
      language,
      code,
      input: null,
    }
    return reply.status(202).send(await store(app, row))
  })

  server.get('/v1/submissions/:id', async (request) => {
    const { id } = parse(idParams, request.params)
    const user = await getRequestUser(db, request)
    const row = await db.submission.findUnique({ where: { id } })
    if (!row || row.userId !== user.id) throw new AppError('not-found', 'There is no such submission of yours.')
    return presentSubmission(row)
  })

  server.get('/v1/problems/:slug/submissions', async (request) => {
    const { slug } = parse(slugParams, request.params)
    const user = await getRequestUser(db, request)
    const rows = await db.submission.findMany({
      where: { userId: user.id, problemSlug: slug, kind: { in: ['battle', 'practice'] } },
      orderBy: { recvAt: 'desc' },
      take: 50,
    })
    return { submissions: rows.map((row) => ({ ...presentSubmission(row), tests: [] })) }
  })
}

/** The problem of a battle for a run in it; only players, and only once it has begun. */
async function getBattleProblem(app: AppContext, battleId: string, userId: string): Promise<string> {
  const battle = await app.db.battle.findUnique({
    where: { id: battleId, players: { some: { userId } } },
    select: { state: true, startsAt: true, problemSlug: true },
  })
  if (!battle) throw new AppError('not-a-player', 'You are not a player of this battle.')
  if (['LOBBY', 'READY_CHECK', 'COUNTDOWN'].includes(battle.state)) throw new AppError('wrong-state', 'The battle has not begun.')
  return battle.problemSlug
}

interface NewSubmission {
  kind: 'practice' | 'run'
  userId: string
  battleId: string | null
  cid: string
  problemSlug: string
  language: string
  code: string
  input: string | null
}

async function store(app: AppContext, row: NewSubmission): Promise<Queued> {
  const [unjudged, ahead, execution] = await Promise.all([
    app.db.submission.count({ where: { userId: row.userId, verdict: null, kind: { in: ['practice', 'run'] } } }),
    app.db.submission.count({ where: { verdict: null } }),
    app.db.executionState.findUniqueOrThrow({ where: { id: 1 }, select: { state: true } }),
  ])
  if (execution.state === 'open') {
    throw new AppError('execution-suspended', 'Judging is interrupted at the moment. Your code is kept; try again in a minute.')
  }
  if (unjudged >= maxUnjudged) {
    throw new AppError('too-many-submissions', `At most ${maxUnjudged} runs are judged at a time; wait for one to end.`)
  }
  if (ahead >= maxWaitingJobs)
    throw new AppError('queue-full', `The queue is full (${ahead} before you); try again in a minute.`, { data: { ahead } })
  const id = randomUUID()
  await app.db.submission.create({ data: { id, ...row } })
  await enqueueSubmission(app, id)
  return { submissionId: id, ahead }
}
