import { liveBattlesSchema, type LiveBattles } from '@eduscale/contracts/arena'
import { battleRulesSchema } from '@eduscale/contracts/battle'
import type { AppContext } from '../../../app/app-context'
import { presentUser } from '../../identity/face'
import type { Leaderboards } from '../leaderboard/leaderboard'
import { listUnderWay } from './live-battles.queries'
import type { Spectators } from './spectators'

const listed = 40
const shownPlayers = 8

/** What can be watched right now, those with the strongest players first; of a group the leaders come first. */
export async function listLiveBattles(
  app: AppContext,
  given: { leaderboards: Leaderboards; spectators: Spectators },
): Promise<LiveBattles> {
  const rows = await listUnderWay(app.db)
  const battles = rows
    .map((row) => ({ row, rules: battleRulesSchema.parse(row.rules), users: row.players.map(({ user }) => presentUser(user)) }))
    .filter(({ rules }) => rules.isListed)
    .map((battle) => ({ ...battle, strength: Math.max(...battle.users.map((user) => user.rating.rating)) }))
    .toSorted((a, b) => b.strength - a.strength)
    .slice(0, listed)
  const counts = await given.spectators.count(battles.map(({ row }) => row.id))
  return liveBattlesSchema.parse({
    battles: await Promise.all(
      battles.map(async ({ row, rules, users }) => {
        const leaders = rules.format === 'duel' ? [] : await given.leaderboards.listLeaders(row.id, row.version)
        const placeOf = (userId: string) => leaders.find((leader) => leader.userId === userId)?.place ?? users.length
        return {
          id: row.id,
          state: row.state,
          rules,
          players: users.toSorted((a, b) => placeOf(a.id) - placeOf(b.id)).slice(0, shownPlayers),
          playerCount: users.length,
          startsAt: row.startsAt?.toISOString(),
          endsAt: row.endsAt?.toISOString(),
          spectators: counts.get(row.id) ?? 0,
        }
      }),
    ),
  })
}
