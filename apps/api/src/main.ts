import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { createDb } from '@eduscale/db'
import { Failpoints } from '@eduscale/platform/failpoint'
import { readQuantile } from '@eduscale/platform/histogram-quantile'
import { createLocks, noLocks } from '@eduscale/platform/lock'
import { lockTtlMs } from '@eduscale/platform/lock-ttl'
import { createLogger } from '@eduscale/platform/logger'
import { startLoop } from '@eduscale/platform/loop'
import { createHintRedis, createRedis } from '@eduscale/platform/redis'
import { answerHeaders, secureAnswers } from '@eduscale/platform/secure-answers'
import { Shutdown } from '@eduscale/platform/shutdown'
import { createRecordKey } from '@eduscale/record/sign-record'
import { readAccessNews } from './access/access.queries'
import { AccessState } from './access/access-state'
import { createTokenReader } from './access/token-reader'
import { createApiMetrics } from './app/api-metrics'
import { allAreas, withHooks } from './areas/all-areas'
import { loadApiConfig } from './app/config'
import { createAddressReader } from './http/address'
import { healthRoutes } from './http/health.routes'
import { pointElsewhere } from './http/point-elsewhere'
import { createRateLimits } from './http/rate-limits'
import { createInternalServer } from './http/internal-server'
import { createHttpServer } from './http/server'
import { createItemTries } from './app/item-tries'
import { createJudgeQueue } from './queues/judge-queue'
import { createClusterAdapter, createSafePublish } from './realtime/cluster-adapter'
import { createDropCounter } from './realtime/dropped-messages'
import { endSession, namespaces } from './realtime/end-sessions'
import { createFanOut } from './realtime/fan-out'
import { startNodePing } from './realtime/node-ping'
import { proveTwoClients } from './realtime/prove-two-clients'
import { renewRoles } from './realtime/renew-roles'
import { createSocketServer } from './realtime/socket-server'
import { serveHttp } from './roles/http'
import { serveRealtime } from './roles/realtime'
import { startWorker } from './roles/worker'

// What dies young isn't dead until its socket's next frame; V8 would look through the whole heap for it every few seconds, which takes 7 %
// of a busy node's time. It may grow to four times of what lives.
setFlagsFromString('--heap-growing-percent=300')

/** Redis gets this long at boot. */
const bootWithoutRedisMs = 5_000

const config = loadApiConfig()
secureAnswers(answerHeaders({ isHttps: new URL(config.PUBLIC_URL).protocol === 'https:' }))
const log = createLogger(config.NODE_ID, { level: config.LOG_LEVEL })
const shutdown = new Shutdown(log)
const stopping = new AbortController()
// Every loop of this process waits on it, some twenty: not a leak, which Node.js would suspect from eleven on.
setMaxListeners(64, stopping.signal)

const db = createDb({ url: config.DATABASE_URL, poolSize: config.DATABASE_POOL_SIZE, applicationName: config.NODE_ID })
shutdown.add('database', () => db.$disconnect())

// What can't be published now is of no use later, and must not pile up.
const pub = createRedis(config.REDIS_URL, 'pub', { maxRetriesPerRequest: 1, enableOfflineQueue: false })
const sub = createRedis(config.REDIS_URL, 'sub')
const listener = createRedis(config.REDIS_URL, 'listener')
const lockRedis = createHintRedis(config.REDIS_URL, 'lock')
const rateRedis = createHintRedis(config.REDIS_URL, 'rates')
for (const [purpose, redis] of Object.entries({ pub, sub, listener, lock: lockRedis, rates: rateRedis })) {
  // ioredis reconnects by itself; one line per loss is enough.
  redis.on('error', () => {})
  redis.on('close', () => !shutdown.isStopping && log.warn({ purpose }, 'lost the connection to Redis'))
  shutdown.add(`redis ${purpose}`, () => redis.disconnect())
}
const probe = createRedis(config.REDIS_URL, 'probe')
probe.on('error', () => {})
const proven = proveTwoClients({ pub, sub, probe }).finally(() => probe.disconnect())
// A wrong set-up ends the node here. That Redis is away doesn't: nothing but speed hangs on it.
if (!(await Promise.race([proven.then(() => true), wait(bootWithoutRedisMs, false)]))) {
  log.warn('Redis does not answer; starting without it')
  proven.catch((err: unknown) => log.error({ err }, 'the connections to Redis are not what they should be'))
}

const metrics = createApiMetrics(config.NODE_ID)
const judgeQueue = createJudgeQueue(config.REDIS_URL)
shutdown.add('judge queue', () => judgeQueue.close())

const rates = createRateLimits(rateRedis)
const addressOf = createAddressReader(config.TRUSTED_PROXIES)
const server = await createHttpServer({ config, metrics, log, rates, addressOf })
const origins = [new URL(config.PUBLIC_URL).origin, ...config.WEB_ORIGINS]
const publish = createSafePublish(pub, () => metrics.messagesUnsent.inc())
const onDropped = createDropCounter(metrics, log)
const io = createSocketServer({
  http: server.server,
  adapter: createClusterAdapter({ pub, sub, publish, onDropped }),
  origins,
  metrics,
  guestsPerAddress: config.GUESTS_PER_ADDRESS,
  isOpen: config.ROLES.includes('realtime'),
})
const access = new AccessState({
  tokenLifeMs: config.ACCESS_TOKEN_SECONDS * 1_000,
  onWithdrawn: (sessionId) => endSession(io, sessionId),
  onChanged: (userId) => void renewRoles(io, app, userId),
})
const tries = createItemTries({ config, db, judgeQueue, log, metrics })
const fanOut = createFanOut({
  io,
  pub,
  sub,
  publish,
  onDropped,
  readLog: (from) => app.hooks.readLog(from),
  access,
  metrics,
  log,
  signal: stopping.signal,
})
shutdown.add('fan-out', () => fanOut.bus.leave())
const startLock = { ttlMs: config.START_LOCK_TTL_MS ?? lockTtlMs(null) }
if (!config.START_LOCK_TTL_MS) {
  const measureStarts = async () => {
    startLock.ttlMs = lockTtlMs(await readQuantile(metrics.handlerDuration, { label: 'handler', is: 'battle-start' }, 0.99))
  }
  void startLoop({ name: 'start lock', everyMs: 30_000, signal: stopping.signal, log, work: measureStarts })
}
const app = withHooks({
  config,
  db,
  redis: { pub, listener },
  log,
  locks: config.START_LOCK
    ? createLocks(lockRedis, {
        ttlMs: () => startLock.ttlMs,
        waitMs: config.START_LOCK_WAIT_MS,
        registry: metrics.registry,
        onReleased: (seconds) => metrics.handlerDuration.observe({ handler: 'battle-start', outcome: 'ok' }, seconds),
      })
    : noLocks,
  failpoints: new Failpoints(config.FAILPOINTS),
  metrics,
  judgeQueue,
  tries,
  recordKey: config.RECORD_SECRET === undefined ? null : createRecordKey(config.RECORD_SECRET),
  publisher: fanOut.publisher,
  rates,
  addressOf,
  readToken: createTokenReader({
    db,
    state: access,
    listRoles: (userId) => app.hooks.listRoles(userId),
    playsOn: async ({ user, sessionId }) =>
      (await app.hooks.findWhereabouts(user.id)).activeBattleId !== null &&
      (await app.hooks.listValidSessions([sessionId])).length > 0,
  }),
})
// Whoever was signed out while this node wasn't there must not get in by it.
await access.look((since) => readAccessNews(db, since))
const looking = { everyMs: 1_000, signal: stopping.signal, log, work: () => access.look((since) => readAccessNews(db, since)) }
void startLoop({ name: 'access', ...looking })

const areas = allAreas.filter(({ name }) => config.AREAS.includes(name))
for (const area of areas) if ('begin' in area) await area.begin(app)
startNodePing({ nodeId: config.NODE_ID, publish, sub, metrics, signal: stopping.signal })
healthRoutes(server, app, fanOut.bus)
for (const area of areas) if ('localRoutes' in area) area.localRoutes(server, app)
const servesHttp = config.ROLES.includes('http')
if (servesHttp) serveHttp(server, app, areas)
pointElsewhere(server, servesHttp ? ['platform', ...areas.map(({ name }) => name)] : [])
if (config.ROLES.includes('realtime')) serveRealtime(io, app, { areas, fanOut, access, signal: stopping.signal })
if (config.ROLES.includes('worker')) {
  const worker = startWorker(app, areas, stopping.signal)
  shutdown.add('worker', () => worker.close())
}
shutdown.add('loops', () => stopping.abort())
shutdown.add('http and sockets', async () => {
  // Of this node alone: the rooms span all of them.
  for (const name of namespaces) io.of(name).local.disconnectSockets(true)
  await server.close()
})

if (config.INTERNAL_PORT !== undefined) {
  const internal = createInternalServer(app)
  for (const area of areas) if ('internalRoutes' in area) area.internalRoutes(internal, app)
  shutdown.add('internal server', () => internal.close())
  await internal.listen({ host: config.INTERNAL_HOST, port: config.INTERNAL_PORT })
}
await server.listen({ host: config.HOST, port: config.PORT })
log.info({ host: config.HOST, port: config.PORT, areas: config.AREAS, roles: config.ROLES }, 'ready')
