import type { Db } from '@eduscale/db'
import type { JWK } from 'jose'

/** What identity shows to every process, by views. */

export async function listPublicKeys(db: Db): Promise<{ kid: string; jwk: JWK }[]> {
  return db.sql<{ kid: string; jwk: JWK }>`SELECT kid, jwk FROM public_key`
}

export interface AccessNews {
  /** The database's own time, for the next question. */
  at: Date
  withdrawn: string[]
  changed: { id: string; at: Date }[]
}

/** Sessions that were withdrawn and people whose roles have changed since then, in one statement that mostly finds nothing. */
export async function readAccessNews(db: Db, since: Date): Promise<AccessNews> {
  const [found] = await db.sql<{ at: Date; withdrawn: string[]; changed: { id: string; at: string }[] }>`
    SELECT clock_timestamp() AS at,
      ARRAY(SELECT id::text FROM withdrawn_session WHERE withdrawn_at > ${since}) AS withdrawn,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', id, 'at', at)) FROM changed_person WHERE at > ${since}), '[]') AS changed`
  if (!found) throw new Error('no answer')
  return { ...found, changed: found.changed.map(({ id, at }) => ({ id, at: new Date(at) })) }
}
