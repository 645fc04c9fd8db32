import { createHash } from 'node:crypto'
import type { Db } from '@eduscale/db'
import { hashToken } from '../../../http/bearer-token'
import type { Whence } from './session.queries'

/** The session that a token of before is exchanged for: the same each time. */
export function sessionOfToken(token: string): string {
  const hex = createHash('sha256').update('session of ').update(token).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Opens that session, unless it is there. False where nobody has this token. */
export async function openSessionOfToken(db: Db, token: string, { device, network }: Whence): Promise<boolean> {
  const rows = await db.sql<{ id: string }>`
    WITH bearer AS (
      SELECT user_id, expires_at FROM bearer_token WHERE token_hash = ${hashToken(token)} AND expires_at > now() FOR SHARE
    ), made AS (
      INSERT INTO session (id, user_id, ends_at, device, network)
      SELECT ${sessionOfToken(token)}::uuid, user_id, greatest(expires_at, now() + interval '30 days'), ${device}, ${network} FROM bearer
      ON CONFLICT (id) DO NOTHING
    )
    SELECT user_id AS id FROM bearer`
  return rows.length > 0
}
