import type { publicKeysSchema } from '@eduscale/contracts/session'
import { Prisma, type Db } from '@eduscale/db'
import type { z } from 'zod'

/** A key signs for so long, and is published for so long before: by then every node has read it. */
const signingDays = 30
const publishedSeconds = 60

type PublicKey = z.infer<typeof publicKeysSchema>['keys'][number]

interface NewKey {
  kid: string
  publicKey: PublicKey
  sealedKey: Uint8Array<ArrayBuffer>
}

/** Another key is due: there is none, or the newest is old. */
export const keyIsDue = Prisma.sql`
  NOT EXISTS (SELECT FROM signing_key WHERE created_at > now() - ${signingDays}::int * interval '1 day')`

/**
 * Adds a key where one is due, and takes all but the newest two away: the tokens of older ones have run out. Of nodes that do it at once
 * one wins, by the number. Returns whether it was this one.
 */
export async function addSigningKey(db: Db, { kid, publicKey, sealedKey }: NewKey): Promise<boolean> {
  const rows = await db.sql<{ number: number }>`
    WITH newest AS (SELECT coalesce(max(number), 0) AS number FROM signing_key), added AS (
      INSERT INTO signing_key (number, kid, public_key, sealed_key)
      SELECT number + 1, ${kid}, ${JSON.stringify(publicKey)}::jsonb, ${sealedKey} FROM newest WHERE ${keyIsDue}
      ON CONFLICT (number) DO NOTHING RETURNING number
    ), removed AS (
      DELETE FROM signing_key WHERE number < (SELECT number FROM added) - 1
    )
    SELECT number FROM added`
  return rows.length > 0
}

/** The public halves, as they are published. */
export async function listSigningKeys(db: Db): Promise<PublicKey[]> {
  const rows = await db.sql<{ key: PublicKey }>`SELECT public_key AS key FROM signing_key ORDER BY number DESC`
  return rows.map(({ key }) => key)
}

export interface StoredKey {
  kid: string
  sealedKey: Uint8Array
}

/** The newest that has been published for long enough; the first of all signs at once. */
export async function findSigningKey(db: Db): Promise<StoredKey | null> {
  const [row] = await db.sql<StoredKey>`
    SELECT kid, sealed_key AS "sealedKey" FROM signing_key
    ORDER BY created_at < now() - ${publishedSeconds}::int * interval '1 second' DESC,
      CASE WHEN created_at < now() - ${publishedSeconds}::int * interval '1 second' THEN -number ELSE number END LIMIT 1`
  return row ?? null
}
