import { addresses } from '@eduscale/contracts/routes/addresses'
import { ApiClient } from '@eduscale/client/api-client'
import { RoomConnection } from '@eduscale/client/room-connection'
import { SessionHolder } from '@eduscale/client/session-holder'
import { list, loadConfig } from '@eduscale/platform/config'
import { createLogger } from '@eduscale/platform/logger'
import { Counter, createMetrics, startHealthServer } from '@eduscale/platform/metrics'
import { Shutdown } from '@eduscale/platform/shutdown'
import { z } from 'zod'
import { playBattle } from './play-battle'

/** "Bot Easy": a player like any other, over the same socket and judged by the same judge. */
const config = loadConfig(
  z.object({
    API_URLS: list,
    BOT_TOKEN: z.string().min(16),
    PROBLEMS_DIR: z.string().default('problems'),
    BOT_SPEED: z.coerce.number().positive().default(1),
    METRICS_HOST: z.string().default('127.0.0.1'),
    METRICS_PORT: z.coerce.number().int().default(4004),
    LOG_LEVEL: z.string().default('info'),
  }),
)
const log = createLogger('bot', { level: config.LOG_LEVEL })
const shutdown = new Shutdown(log)
const registry = createMetrics('bot')
const battles = new Counter({ name: 'bot_battles_total', help: 'Battles that the bot has entered', registers: [registry] })
const health = await startHealthServer({
  host: config.METRICS_HOST,
  port: config.METRICS_PORT,
  registry,
  notReadyBecause: async () => (connection?.status === 'online' ? null : 'not connected to an api node'),
})
shutdown.add('metrics', () => health.close())

let connection: RoomConnection | null = null
const door = new ApiClient({ urls: config.API_URLS, getToken: () => config.BOT_TOKEN })
const session = new SessionHolder({ access: null, refresh: () => door.call(addresses.exchangeToken, {}) })
const tokens = { getToken: session.getToken, renew: session.renew }
const api = new ApiClient({ urls: config.API_URLS, ...tokens })
const { user } = await untilAnswered(() => api.call(addresses.getMe, {}))
const playing = new Set<string>()

connection = new RoomConnection({
  urls: config.API_URLS,
  ...tokens,
  onNotice: (notice) => {
    if (notice.t === 'battle:opened' || notice.t === 'match:found') enter(notice.d.battleId)
  },
  onStatus: (status, url) => {
    log.info({ status, url }, 'connection')
    if (status === 'online') void findOpenBattles()
  },
})
shutdown.add('connection', () => connection?.close())

/** A notice may have been missed while the connection was away. */
async function findOpenBattles(): Promise<void> {
  try {
    const { battles } = await api.call(addresses.listBattles, { query: {} })
    for (const battle of battles) if (battle.outcome === 'open') enter(battle.id)
  } catch (err) {
    log.warn({ err }, 'could not list open battles; asked again at the next connection')
  }
}

function enter(battleId: string): void {
  if (!connection || playing.has(battleId)) return
  playing.add(battleId)
  battles.inc()
  const { clock } = connection
  const options = {
    userId: user.id,
    api,
    problemsDir: config.PROBLEMS_DIR,
    speed: config.BOT_SPEED,
    now: () => clock.now(),
    log,
  }
  playBattle(connection.room(battleId), options)
    .catch((err: unknown) => log.error({ err, battleId }, 'a battle went wrong'))
    .finally(() => {
      playing.delete(battleId)
      connection?.closeRoom(battleId)
    })
}

/** The api nodes may start after the bot, and may all be restarting. */
async function untilAnswered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask()
    } catch (err) {
      if (attempt === 1) log.warn({ reason: err instanceof Error ? err.message : String(err) }, 'waiting for an api node')
      await new Promise((resolve) => setTimeout(resolve, 1_000))
    }
  }
}
