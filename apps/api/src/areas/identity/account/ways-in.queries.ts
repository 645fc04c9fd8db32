import type { DbTransaction } from '@eduscale/db'
import type { ApiConfig } from '../../../app/config'

/** Whoever takes a way into an account away waits here for whoever takes another one away. */
export async function lockWaysIn(tx: Pick<DbTransaction, '$queryRaw'>, userId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "user" WHERE id = ${userId}::uuid FOR NO KEY UPDATE`
}

/**
 * In how many ways somebody can sign in: none of a guest, and nobody may lose their last. Each kind of way is a summand. To be asked after
 * one is gone, in its transaction.
 */
export async function waysIn(
  tx: Pick<DbTransaction, '$queryRaw'>,
  { OIDC_PROVIDERS }: Pick<ApiConfig, 'OIDC_PROVIDERS'>,
  userId: string,
): Promise<number> {
  // One of a provider that the settings don't name any more leads nowhere.
  const issuers = OIDC_PROVIDERS.map(({ issuer }) => issuer)
  const [row] = await tx.$queryRaw<{ ways: number }[]>`
    SELECT (u.password_hash IS NOT NULL)::int
      + (SELECT count(*) FROM passkey p WHERE p.user_id = u.id)::int
      + (SELECT count(*) FROM linked_account l WHERE l.user_id = u.id AND l.issuer = ANY(${issuers}))::int AS ways
    FROM "user" u WHERE u.id = ${userId}::uuid`
  return row?.ways ?? 0
}
