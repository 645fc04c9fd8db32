import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { takeOfAddress } from '../account/limit-address'
import { emailLimitKey } from '../mail/email-address'
import { requireMail } from '../mail/can-mail'
import { askForReset } from './reset.queries'
import { resetPassword } from './reset-password'

const asked = { name: 'resets', perMinute: 20, perDay: 500 }
/** Counted for every address alike, whether it is anybody's or not. */
const ofAccount = { name: 'resets:account', max: 5, perSeconds: 3_600 }
const links = { name: 'mail-links', perMinute: 60, perDay: 2_000 }

export function resetRoutes(http: RouteRegistry, app: AppContext): void {
  const { db, config, rates, addressOf } = app

  // Whether the address is anybody's is looked up when the mail is sent: here the same is done for all, and takes as long.
  http.serve('askReset', async ({ body: { address, lang }, request }) => {
    requireMail(config)
    await takeOfAddress(app, asked, addressOf(request.raw))
    await rates.take(ofAccount, emailLimitKey(address))
    await askForReset(db, { address, lang })
  })

  http.serve('resetPassword', async ({ body, request }) => {
    const address = addressOf(request.raw)
    await takeOfAddress(app, links, address)
    await resetPassword(app, body, address)
  })
}
