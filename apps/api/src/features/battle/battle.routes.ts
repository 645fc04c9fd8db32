import type { BattleSummary, Replay } from '@eduscale/contracts/battle'
import { battleListSchema, battleRulesSchema, replaySchema, standingSchema } from '@eduscale/contracts/battle'
import { AppError } from '@eduscale/platform/errors'
import { isTerminal } from '@eduscale/rules/battle-facts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../app-context'
import { parse } from '../../http/server'
import { presentUser, publicUserSelect } from '../account/account.queries'
import { findRequestUser, getRequestUser } from '../account/authenticate'
import { getBattleAccess } from './battle.policy'
import { listEvents } from './battle.queries'
import { presentBattle, presentEvents } from './present-battle'

const idParams = z.object({ id: z.uuid() })
const listQuery = z.object({ cursor: z.iso.datetime().optional() })
const pageSize = 30

export function battleRoutes(server: FastifyInstance, app: AppContext): void {
  const { db } = app

  server.get('/v1/battles', async (request) => {
    const { cursor } = parse(listQuery, request.query)
    const user = await getRequestUser(db, request)
    return battleListSchema.parse(await listBattles(app, user.id, cursor ?? null))
  })

  server.get('/v1/battles/:id', async (request) => {
    const { id } = parse(idParams, request.params)
    await getBattleAccess(app, id, (await findRequestUser(db, request))?.id ?? null)
    return presentBattle(db, id)
  })

  server.get('/v1/battles/:id/replay', async (request) => {
    const { id } = parse(idParams, request.params)
    const access = await getBattleAccess(app, id, (await findRequestUser(db, request))?.id ?? null)
    if (!isTerminal(access.state)) throw new AppError('wrong-state', 'The replay is there once the battle is over.')
    return getReplay(app, id)
  })
}

async function getReplay(app: AppContext, battleId: string): Promise<Replay> {
  const { db } = app
  const [log, edits, submissions, view] = await Promise.all([
    listEvents(db, battleId, 0),
    db.battleEdit.findMany({ where: { battleId }, orderBy: [{ userId: 'asc' }, { n: 'asc' }] }),
    db.submission.findMany({ where: { battleId, kind: 'battle' }, orderBy: { recvSeq: 'asc' } }),
    presentBattle(db, battleId),
  ])
  return replaySchema.parse({
    view,
    events: await presentEvents(db, log),
    players: view.players.map(({ user }) => ({
      userId: user.id,
      edits: edits.filter((edit) => edit.userId === user.id).map(({ n, language, ops }) => ({ n, language, ops })),
      submissions: submissions
        .filter((submission) => submission.userId === user.id)
        .map(({ id, language, code, recvAt, verdict }) => ({ id, language, code, receivedAt: recvAt.toISOString(), verdict })),
    })),
  })
}

async function listBattles(app: AppContext, userId: string, cursor: string | null) {
  const rows = await app.db.battle.findMany({
    where: { players: { some: { userId } }, ...(cursor === null ? {} : { createdAt: { lt: new Date(cursor) } }) },
    orderBy: { createdAt: 'desc' },
    take: pageSize + 1,
    include: {
      problem: { select: { slug: true, title: true, difficulty: true } },
      players: { include: { user: { select: publicUserSelect } } },
      ratingChanges: { where: { userId } },
      events: {
        where: { type: { in: ['battle:finished', 'battle:corrected'] } },
        orderBy: { seq: 'desc' },
        take: 1,
        select: { data: true },
      },
    },
  })
  const page = rows.slice(0, pageSize)
  const battles = page.map((row): BattleSummary => {
    const state = row.state as BattleSummary['state']
    const rules = battleRulesSchema.parse(row.rules)
    const [change] = row.ratingChanges
    return {
      id: row.id,
      state,
      origin: row.originKind as BattleSummary['origin'],
      format: rules.format,
      place: placeIn(row.events[0]?.data, userId),
      isRanked: rules.isRanked,
      createdAt: row.createdAt.toISOString(),
      startsAt: row.startsAt?.toISOString() ?? null,
      endedAt: row.endedAt?.toISOString() ?? null,
      // What the problem is stays hidden until the battle starts.
      problem: ['LOBBY', 'READY_CHECK', 'COUNTDOWN', 'ABORTED'].includes(state)
        ? null
        : { ...row.problem, difficulty: row.problem.difficulty as 'easy' | 'medium' | 'hard' },
      opponents: row.players.filter((player) => player.userId !== userId).map((player) => presentUser(player.user)),
      outcome: outcomeOf(state, row.winnerId, userId),
      ratingBefore: change?.ratingBefore ?? null,
      ratingAfter: change?.ratingAfter ?? null,
    }
  })
  return { battles, nextCursor: rows.length > pageSize ? (battles.at(-1)?.createdAt ?? null) : null }
}

const outcomeSchema = z.object({ standings: z.array(standingSchema).default([]) })

/** From the event that told the outcome; null where there was none, or it was from before there were places. */
function placeIn(data: unknown, userId: string): number | null {
  const outcome = outcomeSchema.safeParse(data)
  return outcome.data?.standings.find((row) => row.userId === userId)?.place ?? null
}

function outcomeOf(state: BattleSummary['state'], winnerId: string | null, userId: string): BattleSummary['outcome'] {
  if (state === 'ABORTED') return 'aborted'
  if (state === 'VOID') return 'voided'
  if (state !== 'FINISHED') return 'open'
  if (winnerId === null) return 'draw'
  return winnerId === userId ? 'won' : 'lost'
}
