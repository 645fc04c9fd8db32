import { createAddressReader } from '../http/address'
import { areaNames } from '@eduscale/contracts/routes/addresses'
import { flag, list, loadConfig } from '@eduscale/platform/config'
import { z } from 'zod'
import { oidcProviders } from './oidc-providers'

const roleNames = ['http', 'realtime', 'worker'] as const

const milliseconds = z.coerce.number().int().positive()

const schema = z.object({
  NODE_ID: z.string().default(`api-${process.pid}`),
  /** What this process serves, separated by commas: all areas and roles unless they are named. */
  AREAS: someOf(areaNames),
  ROLES: someOf(roleNames),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().default(4001),
  /** Where runners get test sets, and Prometheus figures: not the port that people use. Without one there are neither. */
  INTERNAL_PORT: z.coerce.number().int().optional(),
  INTERNAL_HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.string().default('info'),
  DATABASE_URL: z.string(),
  /** Two at least: who delivers facts counts on a connection of its own that it has begun. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2, 'at least 2').default(10),
  REDIS_URL: z.string(),
  /** Where people open the web app; invitations lead there. */
  PUBLIC_URL: z.url().default('http://127.0.0.1:4000'),
  /** Origins that browsers may call from, besides PUBLIC_URL. */
  WEB_ORIGINS: list.default([]),
  /** Addresses or networks (10.0.0.0/8) of proxies whose `X-Forwarded-For` is believed; without any, nobody's is. */
  TRUSTED_PROXIES: list.refine(areProxies, 'must be addresses or networks, such as 10.0.0.0/8').default([]),
  /** What a runner shows to get test sets. Without it no runner gets any. */
  RUNNER_TOKEN: z.string().min(16),
  /** What the bot gets its access tokens for, the same on all nodes: another one withdraws it. Without any there is no bot. */
  BOT_TOKEN: z.string().min(16).optional(),
  /** The key that records of battles are signed with comes from it; the same on all nodes. Without it there are no records. */
  RECORD_SECRET: z.string().min(16).optional(),
  /** Secrets of second factors are encrypted by a key from it; the same on all nodes, and for ever. Without it nobody can have one. */
  ACCOUNT_SECRET: z.string().min(16).optional(),
  /** The server that mails go to, smtp:// or smtps://, and whom they are from. Without one there are no mails. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'an address such as smtps://user:password@mail.example' }).optional(),
  MAIL_FROM: z.string().regex(/@/, 'an address, with a name or without').optional(),
  /** Without SMTP_URL mails are shown at /dev/mail, to browsers of this machine alone: for trying the platform, never for a public one. */
  DEV_MAIL: flag.default(false),
  /** The wait after a mail's first failure; it doubles with each, up to an hour. */
  MAIL_RETRY_MS: milliseconds.default(60_000),
  /**
   * The keys of sessions come from it, and the key that signing keys are encrypted with; the same on all nodes that serve identity. Of several,
   * separated by commas, the first makes and all are believed, so that it can be replaced.
   */
  SESSION_SECRET: list.refine(areSecrets, 'each at least 32 characters').optional(),
  /** OpenID providers that people can sign in with; docs/sign-in-providers.md. */
  OIDC_PROVIDERS: oidcProviders.default([]),
  /** What a page shows to be let in holds this long; what was withdrawn is refused at once all the same. */
  ACCESS_TOKEN_SECONDS: z.coerce.number().int().min(2).max(300).default(300),
  /** Spectators see everything this much later, so that nobody who plays is helped by what they see. */
  WATCH_DELAY_MS: z.coerce.number().int().min(0).default(30_000),
  /** Where the problem packages are. */
  PROBLEMS_DIR: z.string().default('problems'),
  /** Battle starts take the lock for this long; without it, for ten times the p99 of a start, from 2 to 8 seconds. */
  START_LOCK_TTL_MS: milliseconds.optional(),
  START_LOCK_WAIT_MS: milliseconds.default(4_000),
  /** Off only in the test that proves the database's guard alone. */
  START_LOCK: flag.default(true),
  /** Requests per minute and address: room for a school of two hundred behind one address, one a second each; a wall for a script. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().default(12_000),
  /** A request that hasn't come in whole by then is given up, and its connection with it. */
  REQUEST_TIMEOUT_MS: milliseconds.default(30_000),
  /** New guests of one address; in a day a hundred times as many. */
  GUESTS_PER_MINUTE: z.coerce.number().int().default(60),
  /** Guests of one address may do as much together as this many persons. Raise it for an event with guests behind one address. */
  GUESTS_PER_ADDRESS: z.coerce.number().int().positive().default(10),
  /** A player unseen for this long is gone; the forfeit countdown begins. Leases are renewed every 3 s, and a reload may take 5. */
  PRESENCE_LEASE_MS: milliseconds.min(6_000, 'at least 6000, as a reload may take 5 s').default(12_000),
  /** Without a healthy runner's heartbeat for this long, judging counts as interrupted. */
  RUNNER_LEASE_MS: milliseconds.default(8_000),
  /** A battle or set that a background loop fails with this often in a row is set aside; with the waits in between, after 8 minutes. */
  ITEM_TRIES: z.coerce.number().int().positive().default(10),
  /** The wait after its first failure; it doubles with each, up to five minutes. */
  ITEM_RETRY_MS: milliseconds.default(1_000),
  /** Every answer is held to its contract; on in tests alone. */
  CHECK_ANSWERS: flag.default(false),
  FAILPOINTS: z.string().default(''),
})

/** Those that are given, and no word about those that aren't: what a start can tell before it sets anything up. */
export const apiSettings = schema.partial()

export type ApiConfig = z.infer<typeof schema>

function someOf<Name extends string>(names: readonly Name[]) {
  const name = z.enum(names, { error: ({ input }) => `there is no "${String(input)}"; known are ${names.join(', ')}` })
  return list.pipe(z.array(name).min(1, `name some of ${names.join(', ')}`)).default([...names])
}

function areSecrets(given: readonly string[]): boolean {
  return given.length > 0 && given.every((secret) => secret.length >= 32)
}

function areProxies(given: readonly string[]): boolean {
  try {
    createAddressReader(given)
    return true
  } catch {
    return false
  }
}

/** Of the process's environment, unless another one is given. */
export function loadApiConfig(env?: NodeJS.ProcessEnv): ApiConfig {
  const config = loadConfig(schema, env)
  const bad = findBadMail(config)
  if (bad !== null) throw new Error(`Bad settings in the environment:\n  ${bad}`)
  return config
}

function findBadMail({ SMTP_URL, MAIL_FROM, DEV_MAIL, PUBLIC_URL }: ApiConfig): string | null {
  if (SMTP_URL !== undefined && MAIL_FROM === undefined) return 'MAIL_FROM: SMTP_URL needs it'
  if (DEV_MAIL && new URL(PUBLIC_URL).protocol === 'https:') return 'DEV_MAIL: not for a platform that PUBLIC_URL says is public'
  return null
}
