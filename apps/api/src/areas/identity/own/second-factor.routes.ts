import type { AppContext } from '../../../app/app-context'
import type { RouteRegistry } from '../../../http/registry'
import { askingOf } from './asking'
import { slowGuesses } from '../account/slow-guesses'
import { requireProof } from './require-proof'
import { turnOff } from '../second-factor/second-factor.queries'
import { beginSetUp, finishSetUp, renewCodes } from '../second-factor/set-up'

export function secondFactorRoutes(http: RouteRegistry, app: AppContext): void {
  const { db, rates } = app

  http.serve('beginSecondFactor', async ({ user, request }) => {
    await requireProof(app, await askingOf(app, request))
    return beginSetUp(app, user)
  })

  http.serve('turnSecondFactorOn', async ({ body, request }) => {
    const asking = await askingOf(app, request)
    await requireProof(app, asking)
    const forget = await slowGuesses(rates, 'first-code', asking.session)
    const made = await finishSetUp(app, asking, body)
    await forget()
    return made
  })

  http.serve('renewRecoveryCodes', async ({ request }) => {
    const asking = await askingOf(app, request)
    await requireProof(app, asking)
    return renewCodes(app, asking)
  })

  http.serve('turnSecondFactorOff', async ({ query, request }) => {
    const asking = await askingOf(app, request)
    await requireProof(app, asking)
    await turnOff(db, { ...asking, ...query })
  })
}
