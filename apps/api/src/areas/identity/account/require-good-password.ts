import { AppError } from '@eduscale/platform/errors'
import { isCommonPassword } from './common-passwords'

/** Beside its length, which its contract says. Throws `bad-request`, naming the field. */
export function requireGoodPassword(password: string, name: string, field: string): void {
  if (isCommonPassword(password, name))
    throw new AppError('bad-request', 'This password is among the first that anybody would try.', { data: { field } })
}
