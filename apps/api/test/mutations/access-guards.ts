import type { Change } from './mutant-tree'

/** A guard of who one is and what one may do, how it is taken away, and the tests of which one must then fail. */
export interface AccessGuard {
  name: string
  changes: readonly Change[]
  /** Files of tests, in apps/api/test. */
  tests: readonly string[]
}

const identity = (file: string, find: string, replace: string): Change => ({
  file: `apps/api/src/areas/identity/${file}`,
  find,
  replace,
})
const keys = (find: string, replace: string): Change => identity('session/session.queries.ts', find, replace)

export const accessGuards: readonly AccessGuard[] = [
  {
    name: 'a key is judged and replaced in one statement',
    changes: [
      keys(
        "const rotates = Prisma.sql`(${k} > number OR ${k} = number AND ${olderThan(youngSeconds, 'given_at')})`",
        `const [read] = await db.sql<{ number: number }>\`SELECT number FROM session WHERE id = \${sessionId}::uuid AND \${olderThan(youngSeconds, 'given_at')}\`
  const rotates = Prisma.sql\`(\${k} = \${read?.number ?? -1}::int)\``,
      ),
      keys(
        'number = CASE WHEN ${rotates} THEN ${k} + 1 ELSE number END',
        'number = CASE WHEN ${rotates} THEN number + 1 ELSE number END',
      ),
    ],
    tests: ['session-keys', 'session-tabs'],
  },
  {
    name: 'a key has one successor, whoever asks and however often',
    changes: [
      keys(
        "const rotates = Prisma.sql`(${k} > number OR ${k} = number AND ${olderThan(youngSeconds, 'given_at')})`",
        'const rotates = Prisma.sql`(${k} >= number - 1)`',
      ),
      keys(
        'number = CASE WHEN ${rotates} THEN ${k} + 1 ELSE number END',
        'number = CASE WHEN ${rotates} THEN number + 1 ELSE number END',
      ),
    ],
    tests: ['session-keys', 'session-tabs'],
  },
  {
    name: 'a key that is given out once more is young again',
    changes: [
      keys(
        'given_at = CASE WHEN ${rotates} OR ${isGivenAgain} THEN clock_timestamp() ELSE given_at END',
        'given_at = CASE WHEN ${rotates} THEN clock_timestamp() ELSE given_at END',
      ),
    ],
    tests: ['session-keys'],
  },
  {
    name: 'whoever shows the former key over and over is counted',
    changes: [keys('THEN late_streak + (is_shown AND ${isGivenAgain})::int', 'THEN late_streak')],
    tests: ['session-keys'],
  },
  {
    name: 'thieves who take turns are counted',
    changes: [keys('${isLate} AND ${streak} >= ${mostLateSteps}::int', '${isLate} AND ${streak} < 0')],
    tests: ['session-keys', 'session-tabs'],
  },
  {
    name: 'what was withdrawn is read from the database, whatever Redis says',
    changes: [
      {
        file: 'apps/api/src/main.ts',
        find: 'log, work: () => access.look((since) => readAccessNews(db, since)) }',
        replace: 'log, work: async () => undefined }',
      },
    ],
    tests: ['access-tokens'],
  },
  {
    name: 'an account elsewhere leads to nobody by its e-mail address',
    changes: [
      identity('openid/ask-provider.ts', 'knownAs: nameIn(claims),', "knownAs: String(claims['email']),"),
      identity(
        'openid/openid.queries.ts',
        "{ issuer, subject }: Pick<ProviderIdentity, 'issuer' | 'subject'>,",
        '{ issuer, subject, knownAs }: ProviderIdentity,',
      ),
      identity(
        'openid/openid.queries.ts',
        `FROM linked_account l JOIN "user" u ON u.id = l.user_id
    WHERE l.issuer = \${issuer} AND l.subject = \${subject}`,
        `FROM "user" u LEFT JOIN linked_account l ON l.user_id = u.id LEFT JOIN user_email e ON e.user_id = u.id
    WHERE l.issuer = \${issuer} AND l.subject = \${subject} OR e.key = lower(\${knownAs})`,
      ),
    ],
    tests: ['openid'],
  },
  {
    name: 'a route is served by its contract alone, with its action',
    changes: [
      {
        file: 'apps/api/src/roles/http.ts',
        find: '  const http = createRouteRegistry(server, app)\n',
        replace:
          "  const http = createRouteRegistry(server, app)\n  server.get('/v1/people', async () => app.db.user.findMany())\n",
      },
    ],
    tests: ['rights'],
  },
  {
    name: 'strangers are refused where an action isn’t theirs',
    changes: [
      {
        file: 'apps/api/src/http/registry.ts',
        find: "if (!mayEver(user, route.action)) throw new AppError('forbidden', 'This is not for everybody.')",
        replace: '',
      },
    ],
    tests: ['rights'],
  },
  {
    name: 'the guest’s sessions end when the guest becomes a member',
    changes: [identity('account/account.queries.ts', "return endSessions(tx, id, { reason: 'upgraded' })", 'return []')],
    tests: ['access-tokens'],
  },
  {
    name: 'a token that has run out is good for a battle alone',
    changes: [
      {
        file: 'apps/api/src/main.ts',
        find: '(await app.hooks.findWhereabouts(user.id)).activeBattleId !== null &&',
        replace: "user.id !== '' &&",
      },
    ],
    tests: ['identity-alone', 'access-tokens'],
  },
  {
    name: 'a token that has run out is worth nothing where its session was ended',
    changes: [
      {
        file: 'apps/api/src/main.ts',
        find: '(await app.hooks.listValidSessions([sessionId])).length > 0',
        replace: "sessionId !== ''",
      },
    ],
    tests: ['identity-alone'],
  },
]
