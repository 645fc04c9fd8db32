import { randomBytes } from 'node:crypto'
import type { Db } from '@eduscale/db'
import { hasRunOut, pruneRows } from '../../../app/prune.queries'

/** What is signed for, and in which session; at a sign-in there is none yet. */
export interface ChallengeFor {
  purpose: 'sign-in' | 'add' | 'prove'
  session: string | null
}

/** As long as a person may take to unlock their device, and to find it. */
const lifeSeconds = 300
export const challengeLifeMs = lifeSeconds * 1_000

export async function createChallenge(db: Db, { purpose, session }: ChallengeFor): Promise<string> {
  const challenge = randomBytes(32).toString('base64url')
  await db.sql`
    INSERT INTO passkey_challenge (challenge, purpose, session, expires_at)
    VALUES (${challenge}, ${purpose}, ${session ?? ''}, clock_timestamp() + ${lifeSeconds}::int * interval '1 second')`
  return challenge
}

/** Once: of many at the same moment one gets it. False for one that we didn't give, or not for this, or that is spent or too old. */
export async function spendChallenge(db: Db, challenge: string, { purpose, session }: ChallengeFor): Promise<boolean> {
  const rows = await db.sql`
    DELETE FROM passkey_challenge
    WHERE challenge = ${challenge} AND purpose = ${purpose} AND session = ${session ?? ''} AND expires_at > clock_timestamp()
    RETURNING 1`
  return rows.length > 0
}

export async function pruneChallenges(db: Db): Promise<void> {
  await pruneRows(db, { table: 'passkey_challenge', key: 'challenge', where: hasRunOut })
}
