import { givenIdSchema } from '@eduscale/contracts/id'
import type { PeopleQuery } from '@eduscale/contracts/person'
import { Prisma, type Db } from '@eduscale/db'
import type { Role } from '@eduscale/contracts/actions'
import { AppError } from '@eduscale/platform/errors'
import { banned, currentBan } from '../access/ban.queries'
import { grantedTo, holders, listRoles } from '../access/role.queries'
import { formerNameKey, nameKey } from '../account/name-key'

export interface FoundRow {
  id: string
  name: string
  kind: string
  createdAt: Date
  granted: string[]
  isBanned: boolean
  bannedUntil: Date | null
}

interface Wanted {
  search: string
  show: NonNullable<PeopleQuery['show']>
  cursor: string | undefined
  most: number
}

/** In the order of names, by their keys' bytes, so that the index of beginnings has it. */
export async function listFound(db: Db, { search, show, cursor, most }: Wanted): Promise<FoundRow[]> {
  const conditions = [Prisma.sql`true`]
  if (search.trim() !== '') conditions.push(isSearched(search))
  if (show === 'with-role') conditions.push(Prisma.sql`u.id IN (${holders})`)
  if (show === 'banned') conditions.push(Prisma.sql`u.id IN (${banned})`)
  if (cursor !== undefined) conditions.push(Prisma.sql`u.name_key ~>~ (SELECT name_key FROM "user" WHERE id = ${cursor}::uuid)`)
  return db.$queryRaw<FoundRow[]>`
    SELECT u.id, u.name, u.kind, u.created_at AS "createdAt", ${grantedTo(Prisma.sql`u.id`)} AS granted,
           ban.id IS NOT NULL AS "isBanned", ban.expires_at AS "bannedUntil"
    FROM "user" u LEFT JOIN LATERAL (${currentBan}) ban ON true
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY u.name_key USING ~<~ LIMIT ${most}::int`
}

/** As ranges, which the index of beginnings has whatever is asked. Accounts of before look-alikes were folded may have the key of then. */
function isSearched(search: string): Prisma.Sql {
  const keys = new Set([nameKey(search), formerNameKey(search)])
  const ranges = Array.from(keys, (key) => Prisma.sql`u.name_key ~>=~ ${key} AND u.name_key ~<~ ${`${key}${afterAnyLetter}`}`)
  const id = givenIdSchema.safeParse(search.trim())
  return Prisma.sql`(${Prisma.join(id.success ? [...ranges, Prisma.sql`u.id = ${id.data}::uuid`] : ranges, ' OR ')})`
}

/** No name has it, as it is no character. */
const afterAnyLetter = '\u{10FFFF}'

export interface PersonRow {
  id: string
  name: string
  kind: string
  createdAt: Date
  roles: Role[]
}

/** Null where there is nobody of this id. */
export async function findPerson(db: Pick<Db, 'user' | '$queryRaw'>, id: string): Promise<PersonRow | null> {
  const user = await db.user.findUnique({ where: { id }, select: { id: true, name: true, kind: true, createdAt: true } })
  return user && { ...user, roles: (await listRoles(db, [id])).get(id) ?? ['learner'] }
}

/** Throws `not-found`. */
export async function getPersonRow(db: Pick<Db, 'user' | '$queryRaw'>, id: string): Promise<PersonRow> {
  const person = await findPerson(db, id)
  if (!person) throw new AppError('not-found', 'There is nobody of this id.')
  return person
}
