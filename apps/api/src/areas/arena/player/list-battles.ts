import { battleRulesSchema, standingSchema, teamSchema, type BattleSummary } from '@eduscale/contracts/battle'
import { isProblemSecret } from '@eduscale/rules/battle-states'
import { z } from 'zod'
import type { AppContext } from '../../../app/app-context'
import { listOfPlayer } from './list-battles.queries'
import { findDeleted } from './find-deleted'
import { presentPlayer } from './present-player'

const pageSize = 30

/** A user's battles, newest first; `cursor` is the instant that the page before ended with. */
export async function listBattles(app: AppContext, userId: string, cursor: string | null) {
  const rows = await listOfPlayer(app.db, { userId, cursor, most: pageSize + 1 })
  const page = rows.slice(0, pageSize)
  const ruled = page.map((row) => ({ row, rules: battleRulesSchema.parse(row.rules) }))
  const gone = await findDeleted(
    app.db,
    ruled.flatMap(({ rules: { ghost } }) => (ghost ? [ghost.player.id] : [])),
  )
  const battles = ruled.map(({ row, rules }): BattleSummary => {
    const state = row.state as BattleSummary['state']
    const ghost = rules.ghost && { ...rules.ghost, player: gone.get(rules.ghost.player.id) ?? rules.ghost.player }
    const [change] = row.ratingChanges
    const told = readOutcome(row.events[0]?.data)
    const team = row.players.find((player) => player.userId === userId)?.team ?? null
    const hasWon = row.winnerId === userId || (team !== null && told?.winnerTeam === team)
    return {
      id: row.id,
      state,
      origin: row.originKind as BattleSummary['origin'],
      format: rules.format,
      place: told?.standings.find((standing) => standing.userId === userId)?.place ?? null,
      isRanked: rules.isRanked,
      createdAt: row.createdAt.toISOString(),
      startsAt: row.startsAt?.toISOString() ?? null,
      endedAt: row.endedAt?.toISOString() ?? null,
      // What the problem is stays hidden until the battle starts.
      problem:
        row.problem === null || isProblemSecret({ ...row, state })
          ? null
          : { ...row.problem, difficulty: row.problem.difficulty as 'easy' | 'medium' | 'hard' },
      opponents: row.players.filter((player) => player.userId !== userId).map(({ user }) => presentPlayer(user, { ghost })),
      outcome: outcomeOf(state, row.winnerId === null ? 'draw' : hasWon ? 'won' : 'lost'),
      ratingBefore: change?.ratingBefore ?? null,
      ratingAfter: change?.ratingAfter ?? null,
    }
  })
  return { battles, nextCursor: rows.length > pageSize ? (battles.at(-1)?.createdAt ?? null) : null }
}

const outcomeSchema = z.object({
  winnerTeam: teamSchema.nullable().default(null),
  standings: z.array(standingSchema).default([]),
})

/** From the event that told the outcome; null where there was none, or it was from before there were places. */
function readOutcome(data: unknown): z.infer<typeof outcomeSchema> | null {
  return outcomeSchema.safeParse(data).data ?? null
}

function outcomeOf(state: BattleSummary['state'], ofFinished: 'won' | 'lost' | 'draw'): BattleSummary['outcome'] {
  if (state === 'ABORTED') return 'aborted'
  if (state === 'VOID') return 'voided'
  return state === 'FINISHED' ? ofFinished : 'open'
}
