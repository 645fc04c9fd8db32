import { replaySchema, type Replay } from '@eduscale/contracts/battle'
import type { EditBatch } from '@eduscale/contracts/typing'
import type { Db } from '@eduscale/db'
import { listSignals } from '@eduscale/rules/integrity'
import type { AppContext } from '../../../app-context'
import { listEvents } from '../play/battle.queries'
import { presentBattle, presentEvents } from '../play/present-battle'

/** UTF-16 units of replays that a node keeps; the oldest goes first. */
const mostKept = 32 * 1024 * 1024

export interface Replays {
  /** JSON. `hash` names what it is made of: the last event's. `isFinal` when nothing can come any more, so that it may be kept. */
  read(battle: { id: string; hash: string; isFinal: boolean }): Promise<string>
}

/**
 * Replays are large and are made of much. After a group all fifty ask for theirs at once: they get one, and those who look later get
 * the same.
 */
export function createReplays(app: AppContext): Replays {
  const making = new Map<string, Promise<string>>()
  const kept = new Map<string, string>()
  const make = async (battle: { id: string; hash: string; isFinal: boolean }) => {
    const json = JSON.stringify(await getReplay(app, battle.id))
    if (battle.isFinal) kept.set(battle.hash, json)
    let size = [...kept.values()].reduce((sum, { length }) => sum + length, 0)
    for (const [hash, { length }] of kept) {
      if (size <= mostKept) break
      kept.delete(hash)
      size -= length
    }
    return json
  }
  return {
    async read(battle) {
      const found = kept.get(battle.hash) ?? making.get(battle.hash)
      if (found !== undefined) return found
      const made = make(battle).finally(() => making.delete(battle.hash))
      making.set(battle.hash, made)
      return made
    },
  }
}

/** All that happened in a battle that is over: its log, everybody's typing and code. */
async function getReplay(app: AppContext, battleId: string): Promise<Replay> {
  const { db } = app
  const [log, rows, submissions, runs, view] = await Promise.all([
    listEvents(db, battleId, 0),
    listTyping(db, battleId),
    db.submission.findMany({ where: { battleId, kind: 'battle' }, orderBy: { recvSeq: 'asc' } }),
    listRuns(db, battleId),
    presentBattle(db, battleId),
  ])
  return replaySchema.parse({
    view,
    events: await presentEvents(db, log),
    players: view.players.map(({ user }) => {
      // Parsed when it came in, and with all of the replay below.
      const edits = rows
        .filter((row) => row.userId === user.id)
        .map(({ n, language, ops }) => ({ n, language, ops }) as EditBatch)
      return {
        userId: user.id,
        edits,
        signals: listSignals(edits),
        submissions: submissions
          .filter((submission) => submission.userId === user.id)
          .map(({ id, language, code, recvAt, verdict }) => ({ id, language, code, receivedAt: recvAt.toISOString(), verdict })),
        runs: runs
          .filter((run) => run.userId === user.id)
          .map(({ id, on, recvAt, verdict }) => ({ id, on, receivedAt: recvAt.toISOString(), verdict })),
      }
    }),
  })
}

/** Of all players together: what fifty type in three hours is a fraction of it. */
const maxTypingBytes = 32 * 1024 * 1024

/** All typing, from the start on as much as fits. */
async function listTyping(db: Db, battleId: string) {
  return db.sql<{ userId: string; n: number; language: string; ops: unknown }>`
    SELECT user_id AS "userId", n, language, ops FROM (
      SELECT user_id, n, language, ops, sum(octet_length(ops::text)) OVER (ORDER BY n, user_id) AS total
      FROM battle_edit WHERE battle_id = ${battleId}::uuid
    ) typed
    WHERE total <= ${maxTypingBytes}::int ORDER BY user_id, n`
}

/** Nobody looks at more, and fifty players who each run once a second make many. */
const maxRuns = 2_000

/** What was run while the battle went on. Afterwards its page may still be open, and its code run there. */
async function listRuns(db: Db, battleId: string) {
  return db.$queryRaw<{ id: string; userId: string; on: 'samples' | 'own-input'; recvAt: Date; verdict: string | null }[]>`
    SELECT s.id, s.user_id AS "userId", s.recv_at AS "recvAt", s.verdict,
      CASE WHEN s.input IS NULL THEN 'samples' ELSE 'own-input' END AS on
    FROM submission s JOIN battle b ON b.id = s.battle_id
    WHERE s.battle_id = ${battleId}::uuid AND s.kind = 'run' AND s.recv_at BETWEEN b.starts_at AND b.ended_at
    ORDER BY s.recv_at LIMIT ${maxRuns}`
}
