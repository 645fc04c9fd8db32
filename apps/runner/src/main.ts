import { judgeProgressChannel } from '@eduscale/contracts/judge'
import { createLogger } from '@eduscale/platform/logger'
import { startHealthServer } from '@eduscale/platform/metrics'
import { createRedis } from '@eduscale/platform/redis'
import { Shutdown } from '@eduscale/platform/shutdown'
import { buildImage } from '../../../scripts/build-images'
import { loadRunnerConfig } from './config'
import { beat } from './heartbeat'
import { judgeJob } from './judge-job'
import { readLanguageVersions } from './language-versions'
import { processJudgeQueue } from './queue'
import { createRunnerMetrics, type RunnerMetrics } from './runner-metrics'
import { DockerSandbox } from './sandbox/docker-sandbox'
import { Engine } from './sandbox/engine'
import { lockOnMachine } from './sandbox/machine-lock'
import { TestSets } from './test-sets'

const startTimeoutMs = 60_000
const drainMs = 60_000
/** A job that this runner holds waits so long for its engine, before it is left to others. */
const outageMs = 15_000

const config = loadRunnerConfig()
const log = createLogger('runner', { level: config.LOG_LEVEL })
try {
  await start()
} catch (err) {
  log.fatal({ err }, err instanceof Error ? err.message : 'the runner could not start')
  process.exit(1)
}

async function start(): Promise<void> {
  const shutdown = new Shutdown(log, drainMs)
  await claimName(config.RUNNER_ID)
  const engine = new Engine()
  shutdown.add('engine', () => engine.close())
  let metrics: RunnerMetrics | null = null
  const sandbox = await DockerSandbox.open({
    engine,
    image: async (name) =>
      name === 'polyglot' && config.SLOT_IMAGE ? config.SLOT_IMAGE : buildImage(name, (line) => log.info(line)),
    owner: config.RUNNER_ID,
    maxSlots: config.SLOTS ?? null,
    onAnomaly: (err) => {
      metrics?.anomalies.inc()
      log.error({ err }, 'a slot is replaced')
    },
  })
  shutdown.add('sandbox', () => sandbox.close())
  metrics = createRunnerMetrics(sandbox, () => engine.breakerState)
  const languages = await readLanguageVersions(sandbox, AbortSignal.timeout(startTimeoutMs))
  await sandbox.warmUp('polyglot')
  log.info({ level: sandbox.level, slots: sandbox.slots, languages }, 'the sandbox is ready')

  const redis = createRedis(config.REDIS_URL, 'runner')
  // The queue's own connection says once that Redis is away.
  redis.on('error', () => undefined)
  shutdown.add('redis', () => redis.disconnect())
  const queue = takeJobs({
    engine,
    sandbox,
    metrics,
    publish: (text) => void redis.publish(judgeProgressChannel, text).catch(() => undefined),
  })
  shutdown.add('queue', () => queue.close())
  engine.onBreakerChange((state) => {
    log.warn({ state }, 'the breaker around the container engine changed')
    // Jobs stay with other runners, or wait, while this one can't judge. Half-open is still closed for them: the heartbeat probes.
    void (state === 'closed' ? queue.resume() : queue.pause()).catch((err: unknown) =>
      log.error({ err }, 'the queue did not follow the breaker'),
    )
    if (state === 'closed') void sandbox.warmUp('polyglot').catch((err: unknown) => log.warn({ err }, 'a slot did not start'))
  })

  const beating = new AbortController()
  const beats = beat({ runnerId: config.RUNNER_ID, redis, engine, sandbox, languages }, beating.signal)
  shutdown.add('heartbeat', async () => {
    beating.abort()
    await beats
  })
  const server = await startHealthServer({
    host: config.METRICS_HOST,
    port: config.METRICS_PORT,
    registry: metrics.registry,
    notReadyBecause: async () => {
      if (shutdown.isStopping) return 'stopping'
      if (engine.breakerState !== 'closed') return `the container engine's breaker is ${engine.breakerState}`
      return redis.status === 'ready' ? null : 'Redis does not answer'
    },
  })
  shutdown.add('health server', () => server.close())
}

function takeJobs({
  engine,
  sandbox,
  metrics,
  publish,
}: {
  engine: Engine
  sandbox: DockerSandbox
  metrics: RunnerMetrics
  publish: (text: string) => void
}) {
  const testSets = new TestSets({
    apiUrls: config.API_URLS,
    token: config.RUNNER_TOKEN,
    dir: config.TEST_SETS_DIR,
    maxBytes: config.TEST_SETS_MB * 1024 * 1024,
  })
  const options = {
    sandbox,
    testSets,
    runnerId: config.RUNNER_ID,
    publish: (progress: object) => publish(JSON.stringify(progress)),
    engineAnswers: async () => engine.answers(outageMs),
  }
  return processJudgeQueue({
    redisUrl: config.REDIS_URL,
    concurrency: sandbox.slots,
    log,
    judge: async (job) => {
      const startedAt = Date.now()
      metrics.queueWait.observe(Math.max(0, startedAt - Date.parse(job.queuedAt)) / 1000)
      const result = await judgeJob(job, options, new AbortController().signal)
      metrics.judgeDuration.observe({ language: job.language }, (Date.now() - startedAt) / 1000)
      metrics.verdicts.inc({ language: job.language, verdict: result.verdict })
      if (result.error) log.error({ submissionId: job.submissionId, error: result.error }, 'internal error')
      return result
    },
  })
}

/** A runner removes what its name left behind, so two of one name on a machine would remove each other's slots. */
async function claimName(name: string): Promise<void> {
  const lock = await lockOnMachine(`runner-${name}`)
  if (!lock) throw new Error(`another runner called ${name} runs on this machine; give this one another RUNNER_ID`)
  lock.unref()
}
