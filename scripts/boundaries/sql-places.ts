/** Signs that a file talks to the database itself: through our client, or Prisma's. */
const signs: readonly RegExp[] = [
  /\.sql\s*[<`]/,
  /\$(?:queryRaw|executeRaw|transaction)\b/,
  /\b(?:db|tx)\.[a-z]\w*\.(?:find|create|update|delete|count|upsert|groupBy|aggregate)/,
  /\{[^{}]*\bsql\b[^{}]*\} = (?:\w+\.)*(?:db|tx)\b/,
  /= (?:\w+\.)*(?:db|tx)\.[a-z]\w*\s*(?:[;,)]|$)/m,
  // Its values; a type alone asks nothing.
  /^import (?!type\b)[^;]*?\{[^}]*(?<!type )\bPrisma\b[^}]*\} from '@eduscale\/db'/m,
]

/** Files that may: queries files, the client itself, and what is no part of the product. */
export function mayTalkToDatabase(path: string): boolean {
  return /^scripts\/boundaries\/|\.queries\.ts$|\.test\.tsx?$|^packages\/(db|testing)\/|^(bench|e2e)\/|^(apps|packages)\/[^/]+\/test\//.test(
    path,
  )
}

/** The lines that show it. */
export function findSql(source: string): string[] {
  // Formatted chains stand on several lines.
  const joined = source.replaceAll(/\s*\n\s*\./g, '.')
  return signs.flatMap((sign) => sign.exec(joined)?.[0] ?? [])
}

/** Each of them must be found; the last ones must not. */
export const sqlCanary = {
  caught: [
    'const [row] = await app.db.sql<{ id: string }>`SELECT 1`',
    'await db.sql`SELECT 1`',
    'await app.db.$executeRaw`DELETE FROM runner`',
    'db.$transaction(async (tx) => work(tx))',
    'await app.db.battle.findUnique({ where: { id } })',
    'const row = await db.battle\n  .findMany({})',
    'const { sql } = app.db\nawait sql`SELECT 1`',
    'const battles = app.db.battle',
    "import { Prisma, type Db } from '@eduscale/db'",
    "import {\n  type Db,\n  Prisma,\n} from '@eduscale/db'",
  ],
  innocent: [
    "import type { Prisma } from '@eduscale/db'",
    "import { createDb, type Prisma } from '@eduscale/db'",
    'await listGone(app.db, leaseMs)',
    'spectators.count(ids)',
    "import { listGone } from './presence.queries'",
  ],
}
