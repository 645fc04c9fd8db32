import { Readable } from 'node:stream'
import type { AppContext } from '../../../app/app-context'
import { sent, type RouteRegistry } from '../../../http/registry'
import { writeOwnEvent } from '../access/write-own-event.queries'
import { askDeletion } from './ask-deletion'
import { askingOf } from './asking'
import { forgetDeletion } from './deletion.queries'
import { exportData } from './export-data'
import { requireOwner } from './require-owner'
import { writeZip } from './write-zip'

/** Beside the allowance of a minute. */
const exportsOfDay = { name: 'exports:day', max: 20, perSeconds: 86_400 }

/** What one may have of one's own, and one's own end. */
export function ownDataRoutes(http: RouteRegistry, app: AppContext): void {
  const { db, rates } = app

  http.serve('exportData', async ({ user, query, request, reply }) => {
    const asking = await askingOf(app, request)
    await requireOwner(app, asking)
    await rates.take(exportsOfDay, user.id)
    await writeOwnEvent(db, { action: 'data-exported', userId: user.id, session: asking.session })
    // At once, as it is read: nothing of it is kept, and what breaks off in the middle is no archive.
    void reply
      .type('application/zip')
      .header('content-disposition', 'attachment; filename="eduscale-data.zip"')
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .send(Readable.from(writeZip(exportData(app, user.id, query.lang)), { objectMode: false }))
    return sent
  })

  http.serve('askDeletion', async ({ user, body, request }) => {
    const deletesAt = await askDeletion(app, user, await askingOf(app, request), body.lang)
    return { deletesAt: deletesAt.toISOString() }
  })

  http.serve('keepAccount', async ({ request }) => forgetDeletion(db, await askingOf(app, request)))
}
