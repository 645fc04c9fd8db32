import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { askingOf } from '../own/asking'
import { takeOfAddress } from '../account/limit-address'
import { requireMail } from '../mail/can-mail'
import { requireProof } from '../own/require-proof'
import { emailLimitKey } from '../mail/email-address'
import { claimEmail, proveEmail, removeEmail } from './email.queries'

/** Mails that somebody may have sent: by themselves, and to one address. */
const ofPerson = { name: 'email:person', max: 10, perSeconds: 3_600 }
const toAddress = { name: 'email:address', max: 5, perSeconds: 3_600 }
const links = { name: 'mail-links', perMinute: 60, perDay: 2_000 }

export function emailRoutes(http: RouteRegistry, app: AppContext): void {
  const { db, config, rates, addressOf } = app

  // The same for an address that is somebody else's: only whoever reads its mail gets to know.
  http.serve('changeEmail', async ({ user, body, request }) => {
    requireMail(config)
    const asking = await askingOf(app, request)
    await requireProof(app, asking)
    await rates.take(ofPerson, user.id)
    await rates.take(toAddress, emailLimitKey(body.address))
    await claimEmail(db, { ...asking, ...body })
  })

  http.serve('confirmEmail', async ({ body, request }) => {
    await takeOfAddress(app, links, addressOf(request.raw))
    const proved = await proveEmail(db, body.token, body.lang)
    if (proved === 'taken') throw new AppError('email-taken', 'This address is that of another account.')
    if (!proved) throw new AppError('link-spent', 'This link was used before, or has run out.')
    return proved
  })

  http.serve('removeEmail', async ({ query, request }) => {
    const asking = await askingOf(app, request)
    await requireProof(app, asking)
    await removeEmail(db, { ...asking, ...query })
  })
}
