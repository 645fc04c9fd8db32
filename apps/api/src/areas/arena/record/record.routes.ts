import { AppError } from '@eduscale/platform/errors'
import { publicKeyOf } from '@eduscale/record/sign-record'
import { isTerminal } from '@eduscale/rules/battle-states'
import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { findAccess } from '../play/log.queries'
import { getRecord } from './get-record'

export function recordRoutes(http: RouteRegistry, app: AppContext): void {
  http.serveFound(
    'getRecord',
    async ({ params, findUser }) => findAccess(app.db, params.id, (await findUser())?.id ?? null),
    ({ params, found }) => {
      if (!isTerminal(found.state)) throw new AppError('wrong-state', 'The record is there once the battle is over.')
      return getRecord(app, params.id)
    },
  )

  http.serve('getRecordKey', () => {
    if (!app.recordKey) throw new AppError('unavailable', 'This server has no key to sign records with.')
    return { publicKey: publicKeyOf(app.recordKey) }
  })
}
