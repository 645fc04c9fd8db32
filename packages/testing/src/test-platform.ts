import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { asRedisUser, redisUsers, rightsOf, type RedisUser } from '../../../scripts/setup/redis-users'
import { createFreshDatabase, type FreshDatabase } from './fresh-database'
import { findFreePort } from './free-port'
import { startProcess, type PlatformProcess } from './platform-process'
import { playersOrigin } from './players-origin'
import { ScriptedRunner } from './scripted-runner'
import { takeTestRedis } from './test-services'

/** An api node. */
export interface TestNode extends PlatformProcess {
  internalUrl: string
}

export interface TestPlatform {
  db: FreshDatabase
  nodes: TestNode[]
  urls: string[]
  /** What runners show to get test sets. */
  runnerToken: string
  /** Redis as this one of its users. */
  redisUrlOf: (user: RedisUser) => string
  redis: Redis
  /** Starts one more api node, with settings of its own. */
  startNode: (env?: Record<string, string>) => Promise<TestNode>
  /** Starts a runner, with settings of its own. */
  startRunner: (env?: Record<string, string>) => Promise<PlatformProcess>
  /** Starts the bot, this many times quicker than a person. */
  startBot: (speed: number) => Promise<PlatformProcess>
  /** The runner that was started last. */
  runner: () => PlatformProcess | null
  stop: () => Promise<void>
}

/** As the api's check of its answers logs it. */
const brokenAnswer = 'an answer breaks its contract'

const generous = {
  RATE_LIMIT_PER_MINUTE: '1000000',
  GUESTS_PER_MINUTE: '1000000',
  GUESTS_PER_ADDRESS: '1000',
  LOG_LEVEL: 'warn',
  BUILD_IMAGES: 'off',
}

/**
 * The platform as it is in production, as processes: api nodes on a fresh database and an emptied Redis, and a runner with real
 * containers where the test wants verdicts (battles need one to run at all).
 */
export async function startTestPlatform(options: {
  nodes: number
  /** A scripted one takes no containers: programs say what becomes of them. */
  runner: boolean | 'scripted'
  env?: Record<string, string>
}): Promise<TestPlatform> {
  const redisUrl = await takeTestRedis()
  const redis = new Redis(redisUrl)
  await redis.flushdb()
  const redisPassword = randomBytes(24).toString('hex')
  for (const user of redisUsers) await redis.acl('SETUSER', user, 'reset', 'on', `>${redisPassword}`, ...rightsOf(user))
  const redisUrlOf = (user: RedisUser) => asRedisUser(redisUrl, user, redisPassword)
  const db = await createFreshDatabase()
  const started: PlatformProcess[] = []
  let lastRunner: PlatformProcess | null = null
  let scripted: ScriptedRunner | null = null
  const runnerToken = randomBytes(24).toString('hex')
  const botToken = randomBytes(24).toString('hex')
  const base = {
    ...generous,
    DATABASE_URL: db.url,
    REDIS_URL: redisUrlOf('api'),
    RUNNER_TOKEN: runnerToken,
    BOT_TOKEN: botToken,
    RECORD_SECRET: randomBytes(24).toString('hex'),
    ACCOUNT_SECRET: randomBytes(24).toString('hex'),
    SESSION_SECRET: randomBytes(32).toString('hex'),
    WEB_ORIGINS: playersOrigin,
    WATCH_DELAY_MS: '1500',
    CHECK_ANSWERS: 'on',
    PUBLIC_URL: 'http://127.0.0.1:4000',
    ...options.env,
  }
  const platform: TestPlatform = {
    db,
    nodes: [],
    urls: [],
    runnerToken,
    redisUrlOf,
    redis,
    startNode: async (env = {}) => {
      const internalPort = await findFreePort()
      const node = await startProcess({
        entry: 'apps/api/src/main.ts',
        env: { ...base, NODE_ID: `api-${started.length + 1}`, INTERNAL_PORT: String(internalPort), ...env },
        portVariable: 'PORT',
        readyWithinMs: 60_000,
      })
      started.push(node)
      return Object.assign(node, { internalUrl: `http://127.0.0.1:${internalPort}` })
    },
    startRunner: async (env = {}) => {
      const runner = await startProcess({
        entry: 'apps/runner/src/main.ts',
        env: {
          ...base,
          RUNNER_ID: `runner-${randomBytes(4).toString('hex')}`,
          RUNNER_SPEED: '1',
          REDIS_URL: redisUrlOf('runner'),
          API_INTERNAL_URLS: platform.nodes.map(({ internalUrl }) => internalUrl).join(','),
          ...env,
        },
        portVariable: 'METRICS_PORT',
        readyWithinMs: 600_000,
      })
      started.push(runner)
      lastRunner = runner
      return runner
    },
    startBot: async (speed) => {
      const bot = await startProcess({
        entry: 'apps/bot/src/main.ts',
        env: { BOT_TOKEN: botToken, BOT_SPEED: String(speed), API_URLS: platform.urls.join(',') },
        portVariable: 'METRICS_PORT',
        readyWithinMs: 60_000,
      })
      started.push(bot)
      return bot
    },
    runner: () => lastRunner,
    stop: async () => {
      await Promise.all([...started.map((one) => one.stop()), scripted?.close()])
      redis.disconnect()
      await db.drop()
      const broken = started.flatMap((one) => one.output().split('\n')).filter((line) => line.includes(brokenAnswer))
      if (broken.length > 0) throw new Error(broken.slice(0, 5).join('\n'))
    },
  }
  try {
    platform.nodes.push(...(await Promise.all(Array.from({ length: options.nodes }, () => platform.startNode()))))
    platform.urls.push(...platform.nodes.map((node) => node.url))
    if (options.runner) {
      if (options.runner === 'scripted') scripted = new ScriptedRunner(redisUrl)
      else await platform.startRunner()
      await untilJudging(db)
    }
    return platform
  } catch (error) {
    await platform.stop()
    throw error
  }
}

/** Until a node has heard of a runner: no battle begins before. */
export async function untilJudging(db: Pick<FreshDatabase, 'query'>): Promise<void> {
  await until('the runner is known', async () => {
    const [row] = await db.query<{ state: string }>('SELECT state FROM execution_state')
    return row?.state === 'judging'
  })
}

/** Waits for a condition; the deadline is generous on purpose, no test is about speed. */
export async function until(what: string, condition: () => Promise<boolean> | boolean, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited ${withinMs} ms in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
