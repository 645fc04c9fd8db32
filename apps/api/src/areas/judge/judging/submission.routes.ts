import { randomUUID } from 'node:crypto'
import type { Queued } from '@eduscale/contracts/submission'
import type { TextFile } from '@eduscale/contracts/test-set'
import { isUniqueViolation } from '@eduscale/db/refused-data'
import { AppError } from '@eduscale/platform/errors'
import { can } from '@eduscale/rules/may'
import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { guestAddressOf } from '../../../http/signed-in-user'
import { maxWaitingJobs } from '../../../queues/judge-queue'
import { getProblem } from '../problem/problem.queries'
import { requireLanguage, requireNoOwnInput } from '../problem/problem.policy'
import { cancelSubmission } from './cancel-submission'
import { feedArrived } from './feed-runners'
import { createPlaces } from './places'
import { presentSubmission } from './present-submission'
import { isSuspended } from './execution.queries'
import {
  countAheadOfNew,
  countUnjudged,
  findByCid,
  findSubmission,
  listAhead,
  listOnProblem,
  storeUnlessTooMany,
} from './submission.queries'

/** One person's submissions and runs, in battles and outside, that are judged at a time; a battle's own come beside them. */
const maxUnjudged = 4

export function submissionRoutes(http: RouteRegistry, app: AppContext): void {
  const { db } = app
  const placeOf = createPlaces(() => listAhead(db))

  http.serve('run', async ({ body, user, request }) => {
    const { problem, language, code, files, input } = body
    const battleId = problem.by === 'battle' ? problem.battleId : null
    const slug = problem.by === 'slug' ? problem.slug : await app.hooks.getBattleProblem(problem.battleId, user.id)
    const solved = await getProblem(db, slug)
    requireLanguage(solved, language)
    if (input !== null) requireNoOwnInput(solved)
    return store(app, {
      kind: 'run',
      userId: user.id,
      guestAddress: guestAddressOf(user, app.addressOf(request.raw)),
      battleId,
      cid: randomUUID(),
      problemSlug: slug,
      language,
      code,
      files,
      input,
    })
  })

  http.serve('submit', async ({ body: { cid, slug, language, code, files }, user, request }) => {
    requireLanguage(await getProblem(db, slug), language)
    const repeated = await findRepeated(app, placeOf, { userId: user.id, cid })
    if (repeated) return repeated
    await requireNoBattleOn(app, user.id, slug)
    const row = {
      kind: 'practice',
      userId: user.id,
      guestAddress: guestAddressOf(user, app.addressOf(request.raw)),
      battleId: null,
      cid,
      problemSlug: slug,
      language,
      code,
      files,
      input: null,
    } as const
    try {
      return await store(app, row)
    } catch (error) {
      // The same request, arriving twice at the same moment.
      const stored = isUniqueViolation(error) ? await findRepeated(app, placeOf, { userId: user.id, cid }) : null
      if (!stored) throw error
      return stored
    }
  })

  const find = async ({ params }: { params: { id: string } }) => {
    const row = await findSubmission(db, params.id)
    return row && { row, ownerId: row.userId }
  }

  http.serveFound('getSubmission', find, async ({ found: { row }, user }) => {
    const ahead = row.verdict === null ? await placeOf(row.id) : null
    return presentSubmission(row, { ahead, showsJudgeMessages: can(user, 'judge-message:read') })
  })

  http.serveFound('cancelSubmission', find, ({ found: { row } }) => cancelSubmission(app, row))

  http.serve('listSubmissions', async ({ params, user }) => {
    const rows = await listOnProblem(db, user.id, params.slug)
    return { submissions: rows.map((row) => ({ ...presentSubmission(row), tests: [] })) }
  })
}

/**
 * A verdict from outside would cost nothing in a battle where wrong ones count. Only once the battle has begun: earlier a refusal would
 * name its problem. Throws `already-playing`.
 */
async function requireNoBattleOn(app: AppContext, userId: string, slug: string): Promise<void> {
  const battleId = await app.hooks.findBattleOn(userId, slug)
  if (battleId !== null)
    throw new AppError('already-playing', 'This is the problem of your battle: submit it there.', { data: { battleId } })
}

async function findRepeated(
  app: AppContext,
  placeOf: (id: string) => Promise<number>,
  { userId, cid }: { userId: string; cid: string },
): Promise<Queued | null> {
  const row = await findByCid(app.db, userId, cid)
  if (!row) return null
  const ahead = row.verdict === null ? await placeOf(row.id) : 0
  return { submissionId: row.id, ahead }
}

interface NewSubmission {
  kind: 'practice' | 'run'
  userId: string
  guestAddress: string | null
  battleId: string | null
  cid: string
  problemSlug: string
  language: string
  code: string
  files: TextFile[]
  input: string | null
}

async function store(app: AppContext, row: NewSubmission): Promise<Queued> {
  const id = randomUUID()
  const [waiting, ahead, isInterrupted] = await Promise.all([
    countUnjudged(app.db),
    countAheadOfNew(app.db, { id, ...row }),
    isSuspended(app.db),
  ])
  if (isInterrupted) {
    throw new AppError('execution-suspended', 'Judging is interrupted at the moment. Your code is kept; try again in a minute.')
  }
  if (isFull(waiting, ahead))
    throw new AppError('queue-full', `The queue is full (${ahead} before you); try again in a minute.`, { data: { ahead } })
  const most = { ofPerson: maxUnjudged, ofAddress: maxUnjudged * app.config.GUESTS_PER_ADDRESS }
  const outcome = await storeUnlessTooMany(app.db, { id, ...row }, most)
  if (outcome === 'too-many-of-person')
    throw new AppError('too-many-submissions', `At most ${maxUnjudged} of yours are judged at a time; wait for one to end.`)
  if (outcome === 'too-many-of-address')
    throw new AppError('rate-limited', 'Many guests of your network are being judged; try again in a moment, or register.', {
      data: { retryAfterMs: 5_000 },
    })
  await feedArrived(app, id)
  return { submissionId: id, ahead }
}

/** Whoever has few before them gets in while others' submissions fill the queue: nobody's flood closes it to anybody else. */
function isFull(waiting: number, ahead: number): boolean {
  return waiting >= 5 * maxWaitingJobs || (waiting >= maxWaitingJobs && ahead >= 100)
}
