import type { DbTransaction } from '@eduscale/db'
import type { ApiConfig } from '../../../app/config'
import { relyingPartyOf } from './relying-party'

/**
 * In how many ways somebody can sign in: none of a guest, and nobody may lose their last. Each kind of way is a summand. To be asked after
 * one is gone, in its transaction.
 */
export async function waysIn(
  tx: Pick<DbTransaction, '$queryRaw'>,
  { OIDC_PROVIDERS, PUBLIC_URL }: Pick<ApiConfig, 'OIDC_PROVIDERS' | 'PUBLIC_URL'>,
  userId: string,
): Promise<number> {
  // One of a provider that the settings don't name any more leads nowhere; neither does a passkey where browsers offer none.
  const issuers = OIDC_PROVIDERS.map(({ issuer }) => issuer)
  const arePasskeysOffered = !('why' in relyingPartyOf(PUBLIC_URL))
  const [row] = await tx.$queryRaw<{ ways: number }[]>`
    SELECT (u.password_hash IS NOT NULL)::int
      + (SELECT count(*) FROM passkey p WHERE p.user_id = u.id AND ${arePasskeysOffered})::int
      + (SELECT count(*) FROM linked_account l WHERE l.user_id = u.id AND l.issuer = ANY(${issuers}))::int AS ways
    FROM "user" u WHERE u.id = ${userId}::uuid`
  return row?.ways ?? 0
}
