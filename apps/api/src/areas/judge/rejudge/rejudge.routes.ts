import { maxRejudgeItems, type RejudgeSet } from '@eduscale/contracts/rejudge'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { laneOf } from '../../../queues/judge-queue'
import { stepSchema } from '../judging/battle-step.queries'
import { presentItem, presentSet } from './present-rejudge'
import { hasItems, listItems, takeBackQueued } from './rejudge-item.queries'
import { changeState, createSet, hasNewerApplied, listSets, previewRejudge, type StateChange } from './rejudge.queries'

const pageSize = 100
const maxSets = 50

/** For administrators alone: judge submissions again, look at what would change, and only then let it count. */
export function rejudgeRoutes(http: RouteRegistry, app: AppContext): void {
  const { db } = app

  http.serve('previewRejudge', ({ body }) => previewRejudge(db, body))

  http.serve('createRejudge', async ({ body: { id, reason, filter }, user }) => {
    const { count } = await previewRejudge(db, filter)
    if (count === 0) throw new AppError('bad-request', 'No judged submission meets this.')
    if (count > maxRejudgeItems) {
      throw new AppError(
        'too-large',
        `${count} submissions meet this; a rejudge covers at most ${maxRejudgeItems}. Narrow it down.`,
      )
    }
    await createSet(db, { id, reason, filter, createdBy: user.id })
    return getSet(app, id)
  })

  http.serve('listRejudges', async () => ({ sets: await presentSets(app, { most: maxSets }) }))

  http.serve('getRejudge', ({ params }) => getSet(app, params.id))

  http.serve('listRejudgeItems', async ({ params: { id }, query: { show, before, after, cursor } }) => {
    const rows = await listItems(db, { setId: id, show, before, after, cursor, most: pageSize + 1 })
    const items = rows.slice(0, pageSize).map(presentItem)
    return { items, nextCursor: rows.length > pageSize ? (items.at(-1)?.id ?? null) : null }
  })

  const step = (
    name: 'applyRejudge' | 'discardRejudge',
    change: Pick<StateChange, 'from' | 'to' | 'action' | 'closes'>,
    refusal: string,
  ) =>
    http.serve(name, async ({ params: { id }, user }) => {
      await getSet(app, id)
      if (!(await changeState(db, { setId: id, actorId: user.id, ...change }))) throw new AppError('wrong-state', refusal)
      if (change.to === 'discarded') await takeBackJobs(app, id)
      return getSet(app, id)
    })

  step(
    'applyRejudge',
    { from: ['ready'], to: 'applying', action: 'rejudge-applied', closes: true },
    'Only a rejudge whose submissions are all judged can be applied.',
  )
  step(
    'discardRejudge',
    { from: ['collecting', 'judging', 'ready'], to: 'discarded', action: 'rejudge-discarded', closes: true },
    'Only a rejudge that has not been applied can be discarded; undo it first.',
  )

  http.serve('undoRejudge', async ({ params: { id }, user }) => {
    await getSet(app, id)
    const change = { setId: id, actorId: user.id, action: 'rejudge-undone', closes: false } as const
    // Discarded before it was filled, it is filled now.
    const to = (await hasItems(db, id)) ? 'judging' : 'collecting'
    if (await changeState(db, { ...change, from: ['discarded'], to })) return getSet(app, id)
    if (await hasNewerApplied(db, id)) {
      throw new AppError('wrong-state', 'A later rejudge has changed some of the same submissions; undo that one first.', {
        data: { because: 'later-rejudge' },
      })
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
