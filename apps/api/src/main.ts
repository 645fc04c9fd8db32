import { createDb } from '@eduscale/db'
import { Failpoints } from '@eduscale/platform/failpoint'
import { createLocks, noLocks } from '@eduscale/platform/lock'
import { createLogger } from '@eduscale/platform/logger'
import { startLoop } from '@eduscale/platform/loop'
import { createLockRedis, createRedis } from '@eduscale/platform/redis'
import { Shutdown } from '@eduscale/platform/shutdown'
import { createApiMetrics } from './api-metrics'
import type { AppContext } from './app-context'
import { loadApiConfig } from './config'
import { accountRoutes } from './features/account/account.routes'
import { battleRoutes } from './features/battle/battle.routes'
import { battleSocket } from './features/battle/battle.socket'
import { sendHeartbeats } from './features/battle/heartbeat'
import { createPresence, renewalMs } from './features/battle/presence'
import { createEditStore } from './features/battle/store-edits'
import { relayProgress } from './features/judging/relay-progress'
import { languageRoutes } from './features/judging/language.routes'
import { submissionRoutes } from './features/judging/submission.routes'
import { ensureBotAccount } from './features/match/bot-account'
import { inviteRoutes } from './features/match/invite.routes'
import { matchRoutes } from './features/match/match.routes'
import { statusRoutes } from './features/match/status.routes'
import { problemRoutes } from './features/problem/problem.routes'
import { rejudgeRoutes } from './features/rejudge/rejudge.routes'
import { healthRoutes } from './http/health.routes'
import { createHttpServer } from './http/server'
import { createJudgeQueue } from './queues/judge-queue'
import { startNodePing } from './realtime/node-ping'
import { proveTwoClients } from './realtime/prove-two-clients'
import { createPublisher } from './realtime/publisher'
import { createSocketServer, requireToken } from './realtime/socket-server'
import { startWorker } from './worker'

const config = loadApiConfig()
const log = createLogger(config.NODE_ID, { level: config.LOG_LEVEL })
const shutdown = new Shutdown(log)
const stopping = new AbortController()

const db = createDb({ url: config.DATABASE_URL, poolSize: config.DATABASE_POOL_SIZE, applicationName: config.NODE_ID })
shutdown.add('database', () => db.$disconnect())

const pub = createRedis(config.REDIS_URL, 'pub')
const sub = createRedis(config.REDIS_URL, 'sub')
const listener = createRedis(config.REDIS_URL, 'listener')
const lockRedis = createLockRedis(config.REDIS_URL)
for (const [purpose, redis] of Object.entries({ pub, sub, listener, lock: lockRedis })) {
  // ioredis reconnects by itself; one line per loss is enough.
  redis.on('error', () => {})
  redis.on('close', () => !shutdown.isStopping && log.warn({ purpose }, 'lost the connection to Redis'))
  shutdown.add(`redis ${purpose}`, () => redis.disconnect())
}
const probe = createRedis(config.REDIS_URL, 'probe')
await proveTwoClients({ pub, sub, probe })
probe.disconnect()

const metrics = createApiMetrics(config.NODE_ID)
const judgeQueue = createJudgeQueue(config.REDIS_URL)
shutdown.add('judge queue', () => judgeQueue.close())

const server = await createHttpServer({ config, metrics, log })
const origins = [new URL(config.PUBLIC_URL).origin, ...config.WEB_ORIGINS]
const io = createSocketServer({ http: server.server, pub, sub, origins })
const app: AppContext = {
  config,
  db,
  log,
  locks: config.START_LOCK
    ? createLocks(lockRedis, { ttlMs: config.START_LOCK_TTL_MS, waitMs: config.START_LOCK_WAIT_MS, registry: metrics.registry })
    : noLocks,
  failpoints: new Failpoints(config.FAILPOINTS),
  metrics,
  judgeQueue,
  publisher: createPublisher(io),
}
if (config.BOT_TOKEN) await ensureBotAccount(db, config.BOT_TOKEN)

startNodePing({ nodeId: config.NODE_ID, pub, sub: listener, metrics, signal: stopping.signal })
healthRoutes(server, app, pub)
if (config.ROLES.includes('http')) {
  accountRoutes(server, app)
  problemRoutes(server, app)
  submissionRoutes(server, app)
  languageRoutes(server, app)
  rejudgeRoutes(server, app)
  matchRoutes(server, app)
  inviteRoutes(server, app)
  battleRoutes(server, app)
  statusRoutes(server, app)
}
if (config.ROLES.includes('realtime')) {
  requireToken(io, app)
  const presence = createPresence(app)
  battleSocket(io, app, presence, createEditStore(db))
  relayProgress(app, listener)
  const loop = { signal: stopping.signal, log }
  void startLoop({ ...loop, name: 'presence', everyMs: renewalMs, work: () => presence.renew() })
  void startLoop({ ...loop, name: 'heartbeat', everyMs: 2_000, work: () => sendHeartbeats(io, app) })
}
if (config.ROLES.includes('worker')) {
  const worker = startWorker(app, listener, stopping.signal)
  shutdown.add('worker', () => worker.close())
}
shutdown.add('loops', () => stopping.abort())
shutdown.add('http and sockets', async () => {
  io.disconnectSockets(true)
  await server.close()
})

await server.listen({ host: config.HOST, port: config.PORT })
log.info({ host: config.HOST, port: config.PORT, roles: config.ROLES }, 'ready')
