import type { Db } from '@eduscale/db'
import type { ApiConfig } from '../../../app/config'

/** In how many ways somebody can sign in: none of a guest, and nobody may lose their last. Each kind of way is a summand. */
export async function waysIn(
  db: Pick<Db, '$queryRaw'>,
  { OIDC_PROVIDERS }: Pick<ApiConfig, 'OIDC_PROVIDERS'>,
  userId: string,
): Promise<number> {
  // One of a provider that the settings don't name any more leads nowhere.
  const issuers = OIDC_PROVIDERS.map(({ issuer }) => issuer)
  const [row] = await db.$queryRaw<{ ways: number }[]>`
    SELECT (u.password_hash IS NOT NULL)::int
      + (SELECT count(*) FROM linked_account l WHERE l.user_id = u.id AND l.issuer = ANY(${issuers}))::int AS ways
    FROM "user" u WHERE u.id = ${userId}::uuid`
  return row?.ways ?? 0
}
