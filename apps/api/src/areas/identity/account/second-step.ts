import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'
import type { Entered } from './enter'
import { createDevice, findDevice } from './known-device'
import { getOwner } from './password.queries'
import { slowGuesses } from './slow-guesses'
import { createSecret, hashSecret, spendSecret } from '../mail/link.queries'
import { checkCode } from '../second-factor/check-code'
import { countTicketTry } from '../second-factor/second-factor.queries'

const ticketSeconds = 600
/** Then the password is asked for again, which slows guesses down by itself. */
const triesOfTicket = 5
const quarterHour = 900
/** After so many wrong ones from anywhere, each is answered later than the last, and from so many on there is one each half minute. */
const freeAnywhere = 10
const manyAnywhere = 30
const longestDelayMs = 4_000

/** The password was right, and is half of it. The ticket is no session: it is worth something together with a code alone. */
export async function askSecondStep(
  { db }: Pick<AppContext, 'db'>,
  owner: { id: string; passwordVersion: number },
  { isFresh }: { isFresh: boolean } = { isFresh: true },
): Promise<never> {
  const { id: userId, passwordVersion } = owner
  const ticket = await createSecret(db, { purpose: 'second-step', userId, passwordVersion, isFresh, seconds: ticketSeconds })
  throw new AppError('second-factor', 'Now a code of your app.', { data: { ticket } })
}

/**
 * Wrong codes slow down whoever gives them, and whoever gives many from anywhere; not the owner in a browser that was signed in before.
 * Throws `wrong-code`, `rate-limited`, or `link-spent` where the ticket has run out, was used, or its password was changed.
 */
export async function finishSecondStep(
  app: AppContext,
  given: { ticket: string; code: string; devices?: readonly string[] | undefined },
  address: string,
): Promise<Entered> {
  const { db } = app
  const ticket = await countTicketTry(db, hashSecret(given.ticket))
  if (!ticket || ticket.wrong > triesOfTicket) throw ticketSpent()
  const owner = await getOwner(db, ticket.userId)
  const device = findDevice(owner, given.devices ?? [])
  const forget = await slow(app, owner.id, device ?? address, device !== null)
  await checkCode(app, owner.id, given.code)
  const spent = await spendSecret(db, 'second-step', given.ticket)
  if (!spent || ticket.passwordVersion === null) throw ticketSpent()
  await forget()
  const { passwordVersion, isFresh } = ticket
  return { owner: { id: owner.id, passwordVersion }, device: device ?? createDevice(owner), isFresh }
}

async function slow({ rates }: AppContext, userId: string, from: string, isKnown: boolean): Promise<() => Promise<void>> {
  const forget = await slowGuesses(rates, 'second-step', `${userId} ${from}`)
  if (isKnown) {
    // Devices may have been gathered by whoever knew the password before there was a second step.
    const known = { name: 'second-step:known', perSeconds: quarterHour }
    if ((await rates.count(known, userId)) > manyAnywhere)
      await rates.take({ name: 'second-step:known-spaced', max: 1, perSeconds: 30 }, userId)
    return async () => void (await Promise.all([forget(), rates.forget(known, userId)]))
  }
  const anywhere = { name: 'second-step:account', perSeconds: quarterHour }
  const tries = await rates.count(anywhere, userId)
  if (tries > manyAnywhere) await rates.take({ name: 'second-step:account-spaced', max: 1, perSeconds: 30 }, userId)
  if (tries > freeAnywhere) await wait(Math.min(longestDelayMs, (tries - freeAnywhere) * 250))
  return async () => {
    await Promise.all([forget(), rates.forget(anywhere, userId)])
  }
}

function ticketSpent(): AppError {
  return new AppError('link-spent', 'This sign-in has run out: begin again.')
}
