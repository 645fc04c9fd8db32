import { sendLetter, type Delivery } from '@eduscale/platform/smtp'
import type { AppContext } from '../../../app/app-context'
import { composeMail } from './compose-mail'
import { createSecret } from './link.queries'
import { isLinkKind, linkKinds } from './mail-kinds'
import { claimMails, dropMail, handOver, settleMail, showMail, type ClaimedMail } from './mail.queries'
import { findReader } from './reader.queries'

type Sender = Pick<AppContext, 'db' | 'config' | 'log' | 'failpoints'>

/** With waits that double from a minute to an hour: for eleven hours. */
const mostTries = 16

/** Tries each mail that is due. One that fails stops no other, and is tried again later. */
export async function sendMails(app: Sender): Promise<void> {
  for (const mail of await claimMails(app.db, app.config.MAIL_RETRY_MS)) {
    try {
      await sendMail(app, mail)
    } catch (err) {
      // Neither the address nor what the server said of it belongs in a log.
      const { code } = err as { code?: unknown }
      app.log.error(
        { mail: mail.id, kind: mail.kind, code },
        'a mail was handed over, and nobody knows whether it arrived; it is not sent again',
      )
    }
  }
}

async function sendMail(app: Sender, mail: ClaimedMail): Promise<void> {
  const { db, log } = app
  const reader = await findReader(db, mail)
  if (!reader) return dropMail(db, mail.id)
  const secret = isLinkKind(mail.kind)
    ? await createSecret(db, {
        purpose: mail.kind,
        userId: reader.userId,
        seconds: linkKinds[mail.kind].hours * 3_600,
        address: reader.address,
        mailId: mail.id,
      })
    : null
  const letter = composeMail({ kind: mail.kind, lang: mail.lang, name: reader.name, publicUrl: app.config.PUBLIC_URL, secret })
  const delivery = await deliver(app, mail, { ...letter, address: reader.address })
  if (delivery === 'sent') return settleMail(db, mail, 'sent')
  const isLast = delivery === 'refused' || mail.tries >= mostTries
  await settleMail(db, mail, isLast ? 'failed' : 'waiting')
  if (isLast) log.error({ mail: mail.id, kind: mail.kind, tries: mail.tries }, 'a mail could not be sent')
  else if (mail.tries === 1) log.warn({ mail: mail.id, kind: mail.kind }, 'a mail could not be sent; it is tried again')
}

async function deliver(
  { db, config, failpoints }: Sender,
  mail: ClaimedMail,
  letter: { address: string; subject: string; text: string; html: string },
): Promise<Delivery> {
  const { SMTP_URL, MAIL_FROM = '', PUBLIC_URL } = config
  const take = async () => {
    const isOurs = await handOver(db, mail)
    await failpoints.pass('mail-handed')
    return isOurs
  }
  if (SMTP_URL === undefined) {
    if (await take()) await showMail(db, letter)
    return 'sent'
  }
  const { address, ...parts } = letter
  return sendLetter(
    SMTP_URL,
    { ...parts, id: `<${mail.id}@${new URL(PUBLIC_URL).hostname}>`, from: MAIL_FROM, to: address },
    take,
  )
}
