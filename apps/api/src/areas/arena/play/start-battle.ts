import { randomUUID } from 'node:crypto'
import { battleRulesSchema, type BattleEvent } from '@eduscale/contracts/battle'
import type { DbTransaction } from '@eduscale/db'
import { isUniqueViolation } from '@eduscale/db/refused-data'
import { AppError } from '@eduscale/platform/errors'
import { chainEvents, chainStart } from '@eduscale/record/hash-chain'
import { battleTimings } from '@eduscale/rules/battle-facts'
import type { AppContext } from '../../../app/app-context'
import { listPublicUsers } from '../../identity/face'
import { presentPlayer } from '../player/present-player'
import { pickProblem, refuseNarrowWish } from '../problem-choice/pick-problem'
import { type BattleStart, countOfOrigin, findByOrigin, insertStarted, readNow } from './start.queries'

/**
 * Starts the battle of an origin, or finds the one that was started before. The lock makes contenders wait for each other instead
 * of doing the same work; that there is one battle is the unique key's doing.
 */
export async function startBattle(app: AppContext, start: BattleStart): Promise<{ battleId: string; isNew: boolean }> {
  const key = `battle-start:${start.originKind}:${start.originKey}`
  const started = await app.locks.with(key, async (lock) => {
    const existing = await findByOrigin(app.db, start)
    if (existing) return { battleId: existing, isNew: false }
    await app.failpoints.pass('start-locked')
    try {
      const battleId = await insertBattle(app.db, start)
      if (battleId) {
        await countDuplicates(app, start)
        return { battleId, isNew: true }
      }
    } catch (error) {
      if (isUniqueViolation(error) && error.message.includes('battle_player_active_ranked_key')) {
        throw new AppError('already-playing', 'One of the players is in another ranked battle.')
      }
      throw error
    }
    if (lock.isLost()) app.metrics.staleFenceRejected.inc()
    const winner = await findByOrigin(app.db, start)
    if (!winner) throw new AppError('unavailable', 'The battle could not be started; try again.')
    return { battleId: winner, isNew: false }
  })
  app.metrics.battleStarts.inc({ outcome: started.isNew ? 'started' : 'existed' })
  if (started.isNew)
    for (const userId of start.players) app.publisher.notice(userId, { t: 'battle:opened', d: { battleId: started.battleId } })
  return started
}

/** The guard is the unique key; this only says if it should ever be gone. */
export async function countDuplicates(app: AppContext, start: BattleStart): Promise<void> {
  if ((await countOfOrigin(app.db, start)) > 1) app.metrics.duplicateBattles.inc()
}

/** Battle, players, first events and first timer in one statement; null when the origin already has its battle. */
export async function insertBattle(db: DbTransaction, start: BattleStart): Promise<string | null> {
  const id = randomUUID()
  const rules = battleRulesSchema.parse(start.rules)
  const wantedSlug = start.problemSlug ?? null
  // Chosen later, when it is known who plays; that there is one is found out now.
  if (rules.isRanked) await refuseNarrowWish(db, rules)
  await pickProblem(db, [], { ...rules, slug: wantedSlug })
  const users = await listPublicUsers(db, start.players)
  const players = start.players
    .flatMap((userId) => users.filter((user) => user.id === userId))
    .map((user) => presentPlayer(user, rules))
  const isLobby = players.length < 2
  const wait = isLobby ? battleTimings.inviteMs : battleTimings.readyCheckMs
  const now = await readNow(db)
  const at = now.toISOString()
  const deadlineAt = new Date(now.getTime() + wait).toISOString()
  const first: BattleEvent[] = [{ t: 'battle:created', d: { origin: start.originKind, rules, players, problemCommit: null } }]
  if (!isLobby) first.push({ t: 'battle:ready-check', d: { deadlineAt } })
  const events = chainEvents(
    chainStart,
    id,
    first.map((event, index) => ({ ...event, seq: index + 1, at, actor: null })),
  )
  // A first player joins the first team, as everybody after them joins the smallest.
  const team = rules.teamCount === null ? null : 1
  const isNew = await insertStarted(db, {
    ...start,
    id,
    rules,
    wantedSlug,
    isLobby,
    team,
    events,
    at,
    deadlineAt,
    players: players.map((player) => player.id),
  })
  return isNew ? id : null
}
