import { randomUUID } from 'node:crypto'
import type { PublicUser } from '@eduscale/contracts/account'
import { Prisma, type Db, type DbTransaction } from '@eduscale/db'
import { provisionalAbove } from '@eduscale/rules/rating'
import { writeFact } from '../../../facts/write-fact.queries'
import { formerNameKey, nameKey } from './name-key'
import { endSessions } from '../session/session.queries'

export const publicUserSelect = {
  id: true,
  name: true,
  kind: true,
  rating: { select: { rating: true, deviation: true, battles: true } },
} as const

export interface PublicUserRow {
  id: string
  name: string
  kind: string
  rating: { rating: number; deviation: number; battles: number } | null
}

export function presentUser(row: PublicUserRow): PublicUser {
  const rating = row.rating ?? { rating: 1500, deviation: 350, battles: 0 }
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as PublicUser['kind'],
    rating: {
      rating: Math.round(rating.rating),
      deviation: Math.round(rating.deviation),
      isProvisional: rating.deviation > provisionalAbove,
      battles: rating.battles,
    },
  }
}

export async function getPublicUser(db: Pick<Db, 'user'>, id: string): Promise<PublicUser> {
  return presentUser(await db.user.findUniqueOrThrow({ where: { id }, select: publicUserSelect }))
}

/** In no order. */
export async function listPublicUsers(db: Pick<Db, 'user'>, ids: readonly string[]): Promise<PublicUserRow[]> {
  return db.user.findMany({ where: { id: { in: [...ids] } }, select: publicUserSelect })
}

/**
 * Whose name it is, however it is written. A former key first: who has kept one, since somebody else had the new one by then, must not be
 * taken for them.
 */
export async function findUserByName(db: Pick<Db, 'user'>, name: string): Promise<NamedUser | null> {
  const select = {
    id: true,
    name: true,
    nameKey: true,
    kind: true,
    passwordHash: true,
    passwordVersion: true,
  } as const
  const user = await db.user.findUnique({ where: { nameKey: formerNameKey(name) }, select })
  return user ?? db.user.findUnique({ where: { nameKey: nameKey(name) }, select })
}

/** No account from then on has a key of before look-alikes were folded. */
const foldedSince = new Date('2026-12-01')

/**
 * Brings the keys of earlier accounts up to date, so that nobody can take a name that looks like one of theirs. Of two who look alike by
 * now the later keeps the former key, and can sign in with it. Returns how many were changed. Safe to run again.
 */
export async function renewNameKeys(db: Pick<Db, 'user'>): Promise<number> {
  let changed = 0
  let last: string | null = null
  for (;;) {
    const rows: { id: string; name: string; nameKey: string }[] = await db.user.findMany({
      where: { createdAt: { lt: foldedSince }, kind: { not: 'deleted' }, ...(last === null ? {} : { id: { gt: last } }) },
      orderBy: { id: 'asc' },
      take: 1_000,
      select: { id: true, name: true, nameKey: true },
    })
    for (const { id, name, nameKey: held } of rows) {
      const key = nameKey(name)
      if (key === held || (await db.user.findUnique({ where: { nameKey: key }, select: { id: true } }))) continue
      await db.user.update({ where: { id }, data: { nameKey: key } })
      changed += 1
    }
    last = rows.at(-1)?.id ?? null
    if (rows.length < 1_000 || last === null) return changed
  }
}

interface NamedUser {
  id: string
  name: string
  nameKey: string
  kind: string
  passwordHash: string | null
  passwordVersion: number
}

/** Where a fact's own transaction is its condition. */
const oneRow = Prisma.sql`(SELECT) AS one`

interface NewUser {
  name: string
  kind: 'guest' | 'member' | 'bot'
  passwordHash: string | null
  registerAttempt?: string | null
}

export async function createUser(db: Db, given: NewUser): Promise<string> {
  const { id, statement } = insertUser(given)
  // One statement: a class that comes at once would wait for connections as long as each of its transactions has one.
  await db.sql`${statement}`
  return id
}

/** For a transaction that makes more than the account. */
export function insertUser({ name, kind, passwordHash, registerAttempt = null }: NewUser): { id: string; statement: Prisma.Sql } {
  const id = randomUUID()
  const fact = writeFact({ type: 'account-created', subject: id, number: 1, data: { kind } }, Prisma.sql`made`)
  const statement = Prisma.sql`
    WITH made AS (
      INSERT INTO "user" (id, name, name_key, kind, password_hash, register_attempt)
      VALUES (${id}::uuid, ${name}, ${nameKey(name)}, ${kind}, ${passwordHash}, ${registerAttempt}::uuid)
      RETURNING id
    ), told AS (${fact})
    SELECT id FROM made`
  return { id, statement }
}

export interface NewMember {
  name: string
  /** Null: they sign in otherwise. */
  passwordHash: string | null
  registerAttempt: string | null
}

/** Returns the sessions that ended with it. Throws where it is no guest any more (`isMissingRow`). */
export async function upgradeGuest(db: Db, id: string, account: NewMember): Promise<string[]> {
  return db.$transaction((tx) => upgradeGuestIn(tx, id, account))
}

/** The same, in a transaction that does more. Nor does a guest who is about to be deleted become anybody. */
export async function upgradeGuestIn(tx: DbTransaction, id: string, account: NewMember): Promise<string[]> {
  const data = { ...account, nameKey: nameKey(account.name), kind: 'member' }
  await tx.user.update({ where: { id, kind: 'guest', deletesAt: null }, data })
  await tx.$executeRaw(writeFact({ type: 'account-upgraded', subject: id, number: 2, data: {} }, oneRow))
  return endSessions(tx, id, { reason: 'upgraded' })
}

/** The account that an attempt to register has made. */
export async function findUserByAttempt(db: Db, registerAttempt: string) {
  return db.user.findUnique({
    where: { registerAttempt },
    select: { id: true, nameKey: true, passwordHash: true, passwordVersion: true },
  })
}

/** When they are deleted, as they have asked for. */
export async function findDeletion(db: Db, id: string): Promise<Date | null> {
  return (await db.user.findUnique({ where: { id }, select: { deletesAt: true } }))?.deletesAt ?? null
}
