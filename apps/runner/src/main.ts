import { setTimeout as sleep } from 'node:timers/promises'
import { judgeProgressChannel, type SpeedStep } from '@eduscale/contracts/judge'
import { createLogger } from '@eduscale/platform/logger'
import { startHealthServer } from '@eduscale/platform/metrics'
import { createRedis } from '@eduscale/platform/redis'
import { Shutdown } from '@eduscale/platform/shutdown'
import { buildImage, findImage } from '@eduscale/images/build-image'
import { languageImages } from '@eduscale/images/language-images'
import { Cancellations } from './cancellations'
import { loadRunnerConfig } from './config'
import { explainEngine } from './explain-engine'
import { beat } from './heartbeat'
import { CompileCache } from './judge/compile-cache'
import { judgeJob } from './judge-job'
import { firstImage, LanguageImages } from './language-images'
import { readLanguageVersions } from './language-versions'
import { processJudgeQueue } from './queue'
import { createRunnerMetrics, type RunnerMetrics } from './runner-metrics'
import { DockerSandbox } from './sandbox/docker-sandbox'
import { Engine } from './sandbox/engine'
import { lockOnMachine } from '@eduscale/platform/machine-lock'
import { measureSpeed, type Speed } from './speed'
import { TestSets } from './test-sets'

const startTimeoutMs = 60_000
const drainMs = 60_000

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
  const stopping = new AbortController()
  const engine = await explainEngine(config, async () => new Engine())
  shutdown.add('engine', () => engine.close())
  await explainEngine(config, async () => checkCores((await engine.info()).cores))
  const compileCache = new CompileCache(config.COMPILE_CACHE_MB * 1024 * 1024)
  let metrics: RunnerMetrics | null = null
  const images: LanguageImages = new LanguageImages({
    names: languageImages,
    provide: async (name) => {
      const given = config.SLOT_IMAGES?.get(name) ?? (name === firstImage ? config.SLOT_IMAGE : undefined)
      if (given !== undefined) return given
      return config.BUILD_IMAGES || name === firstImage ? buildImage(name, (line) => log.info(line)) : findImage(name)
    },
    readVersions: async (image, signal) => readLanguageVersions(sandbox, { image, signal }),
    retryMs: 60_000,
    log,
  })
  const sandbox: DockerSandbox = await DockerSandbox.open({
    engine,
    image: async (name) => images.reference(name),
    owner: config.RUNNER_ID,
    maxSlots: config.SLOTS ?? null,
    ...(config.SLOT_CORES && { cores: config.SLOT_CORES }),
    ...(config.SANDBOX_LEVEL && { level: config.SANDBOX_LEVEL }),
    runtime: config.SLOT_RUNTIME ?? null,
    ...(config.SLOT_CGROUP_PARENT && { cgroupParent: config.SLOT_CGROUP_PARENT }),
    onAnomaly: (err) => {
      metrics?.anomalies.inc()
      log.error({ err }, 'a slot is replaced')
    },
  })
  shutdown.add('sandbox', () => sandbox.close())
  const speed = await measureOwnSpeed(sandbox)
  log.info(speed, 'limits of time are stretched by this step')
  metrics = createRunnerMetrics({ sandbox, speed, compileCache, breakerState: () => engine.breakerState })
  await images.add(firstImage, AbortSignal.timeout(startTimeoutMs))
  await sandbox.warmUp(firstImage)
  const { level, levelReason, slots } = sandbox
  log.info({ level, slots, languages: images.versions }, 'the sandbox is ready')
  if (!sandbox.knowsWaits)
    log.warn('this kernel does not tell how long programs wait for a core (schedstat): limits of wall time count that too')
  if (levelReason !== null) log.warn({ level, reason: levelReason }, 'the best level of isolation is not to be had here')

  const redis = createRedis(config.REDIS_URL, 'runner')
  // The queue's own connection says once that Redis is away.
  redis.on('error', () => undefined)
  shutdown.add('redis', () => redis.disconnect())
  const cancelRedis = createRedis(config.REDIS_URL, 'runner-cancel')
  cancelRedis.on('error', () => undefined)
  shutdown.add('redis for cancellations', () => cancelRedis.disconnect())
  const cancellations = new Cancellations()
  cancellations.listen(cancelRedis, log)
  const testSets = new TestSets({
    apiUrls: config.API_INTERNAL_URLS,
    token: config.RUNNER_TOKEN,
    dir: config.TEST_SETS_DIR,
    maxBytes: config.TEST_SETS_MB * 1024 * 1024,
    onNotKept: (err) => log.warn({ err }, 'a test set could not be kept on disk'),
  })
  await testSets.closeFolder()
  const queue = takeJobs({
    engine,
    sandbox,
    testSets,
    speedStep: speed.step,
    images,
    compileCache,
    cancellations,
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
    if (state === 'closed') void sandbox.warmUp(firstImage).catch((err: unknown) => log.warn({ err }, 'a slot did not start'))
  })

  const beating = new AbortController()
  const beats = beat(
    {
      runnerId: config.RUNNER_ID,
      redis,
      engine,
      sandbox,
      speed,
      languages: () => images.versions,
      takesJobs: () => queue.isConnected(),
    },
    beating.signal,
  )
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
  // Ready without them: a job of a language that is on its way waits for it.
  const others = images.addOthers(stopping.signal)
  shutdown.add('other images', async () => {
    stopping.abort()
    await Promise.race([others, sleep(1_000)])
  })
}

function checkCores(has: number): void {
  const missing = config.SLOT_CORES?.find((core) => core >= has)
  if (missing !== undefined) throw new Error(`SLOT_CORES names core ${missing}, and the engine has ${has}, counted from 0`)
}

function takeJobs({
  engine,
  sandbox,
  testSets,
  speedStep,
  images,
  compileCache,
  cancellations,
  metrics,
  publish,
}: {
  engine: Engine
  sandbox: DockerSandbox
  testSets: TestSets
  speedStep: SpeedStep
  images: LanguageImages
  compileCache: CompileCache
  cancellations: Cancellations
  metrics: RunnerMetrics
  publish: (text: string) => void
}) {
  const options = {
    sandbox,
    testSets,
    images,
    compileCache,
    speedStep,
    runnerId: config.RUNNER_ID,
    publish: (progress: object) => publish(JSON.stringify(progress)),
    engineAnswers: async (waitMs: number) => engineAnswers(engine, waitMs),
  }
  return processJudgeQueue({
    redisUrl: config.REDIS_URL,
    runnerId: config.RUNNER_ID,
    slots: sandbox.slots,
    speedStep,
    log,
    judge: async (job, turn) => {
      let startedAt = Date.now()
      const result = await cancellations.run(job, async (signal) => {
        await turn(signal)
        startedAt = Date.now()
        metrics.queueWait.observe({ kind: job.origin.kind }, Math.max(0, startedAt - Date.parse(job.queuedAt)) / 1000)
        return judgeJob(job, options, signal)
      })
      if (!result) {
        metrics.cancelled.inc()
        return null
      }
      metrics.judgeDuration.observe({ language: job.language }, (Date.now() - startedAt) / 1000)
      metrics.verdicts.inc({ language: job.language, verdict: result.verdict })
      if (result.error) log.error({ submissionId: job.submissionId, error: result.error }, 'internal error')
      return result
    },
  })
}

/** Stated also where RUNNER_SPEED decides, so that whoever set it sees what it should be. */
async function measureOwnSpeed(sandbox: DockerSandbox): Promise<Speed> {
  const request = { image: firstImage, signal: AbortSignal.timeout(startTimeoutMs) }
  const measured = await sandbox.withSlot(async ({ box }) => measureSpeed(box), request)
  return { ...measured, step: config.RUNNER_SPEED ?? measured.step }
}

/** The breaker is slow to open after a long healthy time, so the engine itself is asked. */
async function engineAnswers(engine: Engine, waitMs: number): Promise<boolean> {
  await engine.answers(waitMs)
  return engine.info().then(
    () => true,
    () => false,
  )
}

/** A runner removes what its name left behind, so two of one name on a machine would remove each other's slots. */
async function claimName(name: string): Promise<void> {
  const lock = await lockOnMachine(`runner-${name}`)
  if (!lock) throw new Error(`another runner called ${name} runs on this machine; give this one another RUNNER_ID`)
  lock.unref()
}
