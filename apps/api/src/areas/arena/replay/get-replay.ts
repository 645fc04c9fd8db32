import { replaySchema, type Replay } from '@eduscale/contracts/battle'
import type { EditBatch } from '@eduscale/contracts/typing'
import { listSignals } from '@eduscale/rules/integrity'
import type { AppContext } from '../../../app/app-context'
import { listEvents } from '../play/log.queries'
import { presentBattle, presentEvents } from '../play/present-battle'
import { listRuns, listSubmitted, listTyping } from './replay.queries'

/** UTF-16 units of replays that a node keeps; the oldest goes first. */
const mostKept = 32 * 1024 * 1024

export interface Replays {
  /** JSON. `hash` names what it is made of: the log as it is shown. `isFinal` when nothing can come any more, so that it may be kept. */
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
    listSubmitted(db, battleId),
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
        .map(({ n, language, ops, isLate }) => ({ n, language, ops, isLate }) as EditBatch & { isLate: boolean })
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
