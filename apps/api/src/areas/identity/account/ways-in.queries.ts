import type { DbTransaction } from '@eduscale/db'
import { AppError } from '@eduscale/platform/errors'
import type { ApiConfig } from '../../../app/config'
import { relyingPartyOf } from './relying-party'

/**
 * Asked after a way in is gone, in its transaction: nobody may lose their last. Each kind of way is a part of the condition. Throws
 * `last-way-in`.
 */
export async function requireWayIn(
  tx: Pick<DbTransaction, '$queryRaw'>,
  { OIDC_PROVIDERS, PUBLIC_URL }: Pick<ApiConfig, 'OIDC_PROVIDERS' | 'PUBLIC_URL'>,
  userId: string,
): Promise<void> {
  // One of a provider that the settings don't name any more leads nowhere; neither does a passkey where browsers offer none.
  const issuers = OIDC_PROVIDERS.map(({ issuer }) => issuer)
  const arePasskeysOffered = !('why' in relyingPartyOf(PUBLIC_URL))
  const ways = await tx.$queryRaw<object[]>`
    SELECT 1 FROM "user" u WHERE u.id = ${userId}::uuid AND (
      u.password_hash IS NOT NULL
      OR ${arePasskeysOffered} AND EXISTS (SELECT FROM passkey WHERE user_id = u.id)
      OR EXISTS (SELECT FROM linked_account WHERE user_id = u.id AND issuer = ANY(${issuers})))`
  if (ways.length === 0) throw new AppError('last-way-in', 'This is the only way into your account.')
}
