import { replaySchema, type EditBatch, type Replay } from '@eduscale/contracts/battle'
import { editBatchSchema } from '@eduscale/contracts/battle'
import { listSignals } from '@eduscale/rules/integrity'
import type { AppContext } from '../../app-context'
import { listEvents } from './battle.queries'
import { presentBattle, presentEvents } from './present-battle'

/** All that happened in a battle that is over: its log, everybody's typing and code. */
export async function getReplay(app: AppContext, battleId: string): Promise<Replay> {
  const { db } = app
  const [log, rows, submissions, view] = await Promise.all([
    listEvents(db, battleId, 0),
    db.battleEdit.findMany({ where: { battleId }, orderBy: [{ userId: 'asc' }, { n: 'asc' }] }),
    db.submission.findMany({ where: { battleId, kind: 'battle' }, orderBy: { recvSeq: 'asc' } }),
    presentBattle(db, battleId),
  ])
  return replaySchema.parse({
    view,
    events: await presentEvents(db, log),
    players: view.players.map(({ user }) => {
      const edits = rows
        .filter((row) => row.userId === user.id)
        .map(({ n, language, ops }): EditBatch => editBatchSchema.parse({ n, language, ops }))
      return {
        userId: user.id,
        edits,
        signals: listSignals(edits),
        submissions: submissions
          .filter((submission) => submission.userId === user.id)
          .map(({ id, language, code, recvAt, verdict }) => ({ id, language, code, receivedAt: recvAt.toISOString(), verdict })),
      }
    }),
  })
}
