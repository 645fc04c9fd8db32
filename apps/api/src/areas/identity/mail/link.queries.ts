import { createHash, randomBytes } from 'node:crypto'
import type { Db, DbTransaction } from '@eduscale/db'
import { hasRunOut, pruneRows } from '../../../app/prune.queries'

export interface NewSecret {
  purpose: 'confirm-email' | 'reset-password' | 'second-step'
  userId: string
  seconds: number
  address?: string
  passwordVersion?: number
  isFresh?: boolean
  mailId?: string
}

/** The secret is shown once and never stored; its SHA-256 is. One that a mail's earlier try had made is worth nothing any more. */
export async function createSecret(db: Db, { purpose, userId, seconds, ...of }: NewSecret): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const { address = null, passwordVersion = null, isFresh = true, mailId = null } = of
  await db.sql`
    INSERT INTO secret_link (token_hash, purpose, user_id, address, password_version, is_fresh, mail_id, expires_at)
    VALUES (${hashSecret(token)}, ${purpose}, ${userId}::uuid, ${address}, ${passwordVersion}::int, ${isFresh}, ${mailId}::uuid,
      clock_timestamp() + ${seconds}::int * interval '1 second')
    ON CONFLICT (mail_id) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at`
  return token
}

export interface Secret {
  userId: string
  address: string | null
  passwordVersion: number | null
}

/** Once: of many at the same moment one gets it. Null for one that is spent, has run out, or is for something else. */
export async function spendSecret(
  tx: Pick<DbTransaction, '$queryRaw'>,
  purpose: NewSecret['purpose'],
  token: string,
): Promise<Secret | null> {
  const [secret] = await tx.$queryRaw<Secret[]>`
    DELETE FROM secret_link
    WHERE token_hash = ${hashSecret(token)} AND purpose = ${purpose} AND expires_at > clock_timestamp()
    RETURNING user_id AS "userId", address, password_version AS "passwordVersion"`
  return secret ?? null
}

/** All of a person's that are for this: what they prove has changed. */
export async function forgetSecrets(
  tx: Pick<DbTransaction, 'secretLink'>,
  userId: string,
  purposes: readonly NewSecret['purpose'][],
): Promise<void> {
  await tx.secretLink.deleteMany({ where: { userId, purpose: { in: [...purposes] } } })
}

export function hashSecret(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest())
}

export async function pruneSecrets(db: Db): Promise<void> {
  await pruneRows(db, { table: 'secret_link', key: 'token_hash', where: hasRunOut })
}
