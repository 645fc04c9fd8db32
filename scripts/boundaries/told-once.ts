/** What has one place in our code, and is looked for everywhere else. */
interface ToldOnce {
  name: string
  /** What to do instead. */
  advice: string
  sign: RegExp
  /** Files that may. Tests may anyway: they say what others see. */
  place: RegExp
  /** Each of these must be found; of the innocent ones none. */
  caught: readonly string[]
  innocent: readonly string[]
}

export const toldOnce: readonly ToldOnce[] = [
  {
    name: 'a path of the api',
    advice: 'take the route’s address from contracts/routes',
    sign: /['"`](?:[^'"`\n]*\/)?v1(?:\/|['"`])/,
    place: /^packages\/contracts\/src\/routes\/[a-z]+-addresses\.ts$|^scripts\/boundaries\//,
    caught: [
      "await fetch(`${url}/v1/session/guest`, { method: 'POST' })",
      "http.get('/v1/me', handle)",
      'const base = "http://127.0.0.1:4001/v1"',
      "new URL('v1/me', base)",
    ],
    innocent: ['await api.call(getMe, {})', '// `GET /v1/me` says who one is', ' * `POST /v1/rooms` answers an invitation'],
  },
  {
    name: 'a person’s role',
    advice: 'ask can() of rules/may whether they may do what is about to be done',
    sign: new RegExp(
      [
        String.raw`(?<!\.)\.roles?\b`,
        String.raw`\['roles?'\]`,
        String.raw`\brole\s*(?:[!=]==?|=|<>|IN\b)\s*\(?'`,
        String.raw`'\s*[!=]==?\s*role\b`,
        String.raw`\broles?\.(?:includes|some|every|has|find|filter|indexOf)\(`,
        String.raw`\bswitch \([^)]*\broles?\b`,
        String.raw`\['(?:learner|author|host|moderator|admin)'[^\]]*\]\.(?:includes|some|indexOf)\(`,
      ].join('|'),
    ),
    place: /^packages\/rules\/src\/may\.ts$|^apps\/api\/src\/areas\/identity\/access\/|^apps\/api\/src\/access\/|^scripts\//,
    caught: [
      "if (user.role !== 'admin') throw refused",
      "user.roles.includes('moderator')",
      "role === 'admin'",
      "'admin' === role",
      "const { roles } = user; if (roles.includes('admin')) return",
      "if (['admin'].includes(role)) return",
      'switch (role) {',
      'await db.sql`SELECT id FROM "user" WHERE role = \'admin\'`',
      "user['roles']",
    ],
    innocent: [
      "can(user, 'battle:void')",
      '<div role="status">',
      'config.ROLES.includes(name)',
      'roles: rolesOf(stored)',
      '[...roles]',
    ],
  },
]

const isTest = (path: string): boolean => /\.test\.tsx?$|^e2e\/|^(apps|packages)\/[^/]+\/test\//.test(path)

/** The lines that tell what has its place elsewhere. Comments may name anything. */
export function findTold({ sign }: ToldOnce, source: string): string[] {
  return source.split('\n').filter((line) => !/^\s*(\/\/|\/?\*)/.test(line) && sign.test(line))
}

export function listToldTwice(path: string, source: string): string[] {
  if (isTest(path)) return []
  return toldOnce.flatMap((gate) =>
    gate.place.test(path)
      ? []
      : findTold(gate, source).map((line) => `${path} has ${gate.name} (${line.trim()}): ${gate.advice}`),
  )
}

export function checkToldOnceCanary(): string[] {
  return toldOnce.flatMap((gate) => [
    ...gate.caught.filter((line) => findTold(gate, line).length === 0).map((line) => `${gate.name} isn’t found in: ${line}`),
    ...gate.innocent.filter((line) => findTold(gate, line).length > 0).map((line) => `${gate.name} isn’t in this: ${line}`),
  ])
}
