import { randomBytes } from 'node:crypto'
import type { Db } from '@eduscale/db'
import { hasRunOut, pruneRows } from '../../../app/prune.queries'
import { hashSecret } from '../mail/link.queries'
import type { ProviderIdentity, Sent } from './ask-provider'

/** So long somebody may take at a provider, and then for choosing a name. */
export const openIdSeconds = 600

type Hash = Uint8Array<ArrayBuffer>
type Purpose = 'enter' | 'link' | 'prove'

export interface Asked extends Omit<Sent, 'state'> {
  provider: string
  purpose: Purpose
  userId: string | null
  session: string | null
  /** Of whoever proves: what their account asked for then. */
  passwordVersion: number | null
  askedAt: Date
}

export async function keepRequest(
  db: Db,
  { state, ...asked }: Omit<Asked, 'askedAt'> & { state: string; browser: Hash },
): Promise<void> {
  const { provider, purpose, userId, session, passwordVersion, nonce, verifier, browser } = asked
  await db.sql`
    INSERT INTO openid_request (state_hash, browser_hash, provider, purpose, user_id, session, password_version, nonce, verifier, expires_at)
    VALUES (${hashSecret(state)}, ${browser}, ${provider}, ${purpose}, ${userId}::uuid, ${session}, ${passwordVersion}::int, ${nonce}, ${verifier},
      clock_timestamp() + ${openIdSeconds}::int * interval '1 second')`
}

/** Once, and by the browser that was sent there. Null for one that is spent, has run out, or is another browser's. */
export async function takeRequest(db: Db, state: string, browser: Hash): Promise<Asked | null> {
  const [asked] = await db.sql<Asked>`
    DELETE FROM openid_request
    WHERE state_hash = ${hashSecret(state)} AND browser_hash = ${browser} AND expires_at > clock_timestamp()
    RETURNING provider, purpose, user_id AS "userId", session, password_version AS "passwordVersion", nonce, verifier, asked_at AS "askedAt"`
  return asked ?? null
}

/** Whose account this is here, by issuer and subject and nothing else; their password as it is at this moment. */
export async function findLinked(
  db: Db,
  { issuer, subject }: Pick<ProviderIdentity, 'issuer' | 'subject'>,
): Promise<{ id: string; passwordVersion: number } | null> {
  const [owner] = await db.sql<{ id: string; passwordVersion: number }>`
    SELECT u.id, u.password_version AS "passwordVersion"
    FROM linked_account l JOIN "user" u ON u.id = l.user_id
    WHERE l.issuer = ${issuer} AND l.subject = ${subject}`
  return owner ?? null
}

/** The ticket of somebody who is unknown, for the same browser alone. */
export async function keepArrival(db: Db, { issuer, subject, knownAs }: ProviderIdentity, browser: Hash): Promise<string> {
  const ticket = randomBytes(32).toString('base64url')
  await db.sql`
    INSERT INTO openid_arrival (ticket_hash, browser_hash, issuer, subject, known_as, expires_at)
    VALUES (${hashSecret(ticket)}, ${browser}, ${issuer}, ${subject}, ${knownAs},
      clock_timestamp() + ${openIdSeconds}::int * interval '1 second')`
  return ticket
}

export type Arrival = Pick<ProviderIdentity, 'issuer' | 'subject' | 'knownAs'>

export async function findArrival(db: Db, ticket: string, browser: Hash): Promise<Arrival | null> {
  const [arrival] = await db.sql<Arrival>`
    SELECT issuer, subject, known_as AS "knownAs" FROM openid_arrival
    WHERE ticket_hash = ${hashSecret(ticket)} AND browser_hash = ${browser} AND expires_at > clock_timestamp()`
  return arrival ?? null
}

export async function pruneOpenId(db: Db): Promise<void> {
  await pruneRows(db, { table: 'openid_request', key: 'state_hash', where: hasRunOut })
  await pruneRows(db, { table: 'openid_arrival', key: 'ticket_hash', where: hasRunOut })
}
