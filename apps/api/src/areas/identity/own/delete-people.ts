import { tryEach } from '@eduscale/platform/try-each'
import type { AppContext } from '../../../app/app-context'
import { tellEnded } from '../session/tell-ended'
import { listToDelete, makeNobody, putDeletionOff } from './deletion.queries'

/** Those whose week is over. Whoever has come back meanwhile and is in a battle plays it to its end first. */
export async function deletePeople(app: AppContext): Promise<void> {
  await tryEach(
    await listToDelete(app.db),
    (id) => id,
    (id) => deletePerson(app, id),
  )
}

async function deletePerson(app: AppContext, id: string): Promise<void> {
  const { activeBattleId } = await app.hooks.findWhereabouts(id)
  if (activeBattleId !== null) return putDeletionOff(app.db, id)
  tellEnded(app, id, (await makeNobody(app.db, id)) ?? [])
}
