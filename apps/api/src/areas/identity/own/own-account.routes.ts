import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { canMail } from '../mail/can-mail'
import { proveAgain } from './prove-again'
import { askingOf } from './asking'
import { changePassword } from './change-password'
import { readOwnAccount } from './own-account.queries'

/** What secures one's own account. */
export function ownAccountRoutes(http: RouteRegistry, app: AppContext): void {
  const { db, config } = app

  http.serve('getOwnAccount', async ({ user }) => ({
    ...(await readOwnAccount(db, user.id)),
    canMail: canMail(config),
    canHaveSecondFactor: config.ACCOUNT_SECRET !== undefined,
  }))

  http.serve('proveAgain', async ({ body, request }) => proveAgain(app, await askingOf(app, request), body))

  http.serve('changePassword', async ({ body, request }) => changePassword(app, await askingOf(app, request), body))
}
