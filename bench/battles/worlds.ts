import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Pool } from 'pg'
import { connectionTo } from '../../packages/db/src/connection'
import { createTokenIssuer, type TokenIssuer } from '../../apps/api/src/areas/identity/tools'
import { createDb } from '../../packages/db/src/client'
import { startOwnServers } from '../../packages/testing/src/own-servers'
import type { TcpProxy } from '../../packages/testing/src/tcp-proxy'
import { startProcess } from '../../packages/testing/src/platform-process'
import { playersOrigin } from '../../packages/testing/src/players-origin'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

/** Of both nodes, and of those who bring players along. */
export const sessionSecret = randomBytes(32).toString('hex')

export interface Nodes {
  name: 'ours' | 'bare'
  urls: string[]
  pids: number[]
}

export interface BenchWorlds {
  ours: Nodes
  bare: Nodes
  /** Tokens that hold for as long as a measurement. */
  issue: TokenIssuer['issue']
  /** Of the nodes that go by it: `goesByProxy`. */
  redisNetwork: TcpProxy
  query: <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>
  close: () => Promise<void>
}

/** Two api nodes, and two bare relays, beside one PostgreSQL and one Redis. */
export async function startWorlds({ goesByProxy = false } = {}): Promise<BenchWorlds> {
  const servers = await startOwnServers()
  const databaseUrl = servers.postgres.directUrl()
  const redisUrl = goesByProxy ? servers.redis.url : servers.redis.directUrl()
  const started: Awaited<ReturnType<typeof startProcess>>[] = []
  const db = createDb({ url: databaseUrl, poolSize: 1, applicationName: 'bench' })
  const { issue } = createTokenIssuer({ db, secrets: [sessionSecret], lifeSeconds: 3_600 })
  const pool = new Pool({ ...connectionTo(databaseUrl), max: 2 })
  // What a server that is being stopped says to connections that nobody uses.
  pool.on('error', () => {})
  const close = async () => {
    for (const [index, one] of started.entries()) {
      const complaints = one.output().split('\n').filter(Boolean)
      if (complaints.length > 0)
        console.error(`process ${index + 1} logged ${complaints.length} lines, first: ${complaints[0]?.slice(0, 400)}`)
    }
    await Promise.all(started.map((one) => one.stop()))
    await Promise.all([pool.end(), db.$disconnect()])
    await servers.close()
  }
  try {
    await run(process.execPath, ['--import', 'tsx', 'scripts/prepare-database.ts'], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: databaseUrl },
    })
    const startTwo = async (name: Nodes['name'], entry: string): Promise<Nodes> => {
      const nodes = await Promise.all(
        [1, 2].map((number) =>
          startProcess({
            entry,
            env: {
              NODE_ID: `${name}-${number}`,
              RELAY_ADAPTER: name === 'ours' ? 'sharded' : 'plain',
              NODE_OPTIONS: `--require ${JSON.stringify(join(root, 'bench/battles/collect-garbage.cjs'))}`,
              DATABASE_URL: databaseUrl,
              REDIS_URL: redisUrl,
              LOG_LEVEL: 'warn',
              RUNNER_TOKEN: 'no runner comes here',
              SESSION_SECRET: sessionSecret,
              RATE_LIMIT_PER_MINUTE: '1000000',
              GUESTS_PER_ADDRESS: '1000',
              GUESTS_PER_MINUTE: '1000000',
              WEB_ORIGINS: playersOrigin,
            },
            portVariable: 'PORT',
            readyWithinMs: 90_000,
          }),
        ),
      )
      started.push(...nodes)
      return { name, urls: nodes.map(({ url }) => url), pids: nodes.map(({ pid }) => pid) }
    }
    // `BENCH_AGAINST=sharded` compares the relay's two adapters instead.
    const isTrial = process.env['BENCH_AGAINST'] === 'sharded'
    const ours = await startTwo('ours', isTrial ? 'bench/battles/bare-node.ts' : 'apps/api/src/main.ts')
    const bare = await startTwo('bare', 'bench/battles/bare-node.ts')
    const query: BenchWorlds['query'] = async (sql, values) => (await pool.query(sql, values)).rows
    return { ours, bare, issue, redisNetwork: servers.redis.proxy, query, close }
  } catch (error) {
    await close()
    throw error
  }
}
