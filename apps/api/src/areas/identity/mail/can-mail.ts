import { AppError } from '@eduscale/platform/errors'
import type { ApiConfig } from '../../../app/config'

type MailConfig = Pick<ApiConfig, 'SMTP_URL' | 'DEV_MAIL'>

export function canMail({ SMTP_URL, DEV_MAIL }: MailConfig): boolean {
  return SMTP_URL !== undefined || DEV_MAIL
}

/** Throws `no-mail`. */
export function requireMail(config: MailConfig): void {
  if (!canMail(config)) throw new AppError('no-mail', 'This platform sends no mails: whoever runs it has set up no mail server.')
}
