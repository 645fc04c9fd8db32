import { AppError } from '@eduscale/platform/errors'
import type { Db } from '@eduscale/db'
import type { AppContext } from '../../../app/app-context'
import { normaliseCode } from './recovery-codes'
import { hashCode, openSecret } from './secret-box'
import { findSecondFactor, takeRecoveryCode, takeStep } from './second-factor.queries'
import { findStep } from './totp'

export async function isSecondFactorOn(db: Db, userId: string): Promise<boolean> {
  return ((await findSecondFactor(db, userId))?.secret ?? null) !== null
}

/** A code of the app, or one of those for when it is lost; either is worth something once. Throws `wrong-code`. */
export async function checkCode({ db, config }: Pick<AppContext, 'db' | 'config'>, userId: string, typed: string): Promise<void> {
  const code = normaliseCode(typed)
  const isRight = /^\d{6}$/.test(code)
    ? await isAppCode({ db, config }, userId, code)
    : code !== '' && (await takeRecoveryCode(db, userId, hashCode(config, userId, code)))
  if (!isRight) throw wrongCode()
}

export function wrongCode(): AppError {
  return new AppError('wrong-code', 'This code is not right, or was used before.', { data: { field: 'code' } })
}

async function isAppCode({ db, config }: Pick<AppContext, 'db' | 'config'>, userId: string, code: string): Promise<boolean> {
  const factor = await findSecondFactor(db, userId)
  if (!factor?.secret) return false
  const step = findStep(openSecret(config, userId, factor.secret), code, Date.now())
  return step !== null && (await takeStep(db, userId, step))
}
