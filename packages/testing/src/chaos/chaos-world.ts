import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { connectionTo } from '@eduscale/db/connection'
import { Pool } from 'pg'
import { startOwnServers, type OwnServers } from '../own-servers'
import { startProcess, type PlatformProcess } from '../platform-process'
import { ScriptedRunner } from '../scripted-runner'
import { TcpProxy } from '../tcp-proxy'
import { until } from '../test-platform'
import { noteOutages } from './check-outages'
import { playersOrigin } from '../players-origin'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const run = promisify(execFile)

/** An api node behind a network of its own; a new process may take its place at the same address. */
export interface ChaosNode {
  url: string
  proxy: TcpProxy
  process: PlatformProcess
}

/** A platform in which everything may fail: own servers, each behind a proxy, api nodes as processes, a runner without containers. */
export class ChaosWorld {
  readonly servers: OwnServers
  readonly nodes: ChaosNode[] = []
  /** Much less than in production, so that spectators see something of a battle that lasts for seconds. */
  readonly watchDelayMs = 3_000
  #runner: ScriptedRunner | null = null
  #pool: Pool | null = null
  #env: Record<string, string>

  private constructor(servers: OwnServers, env: Record<string, string>) {
    this.servers = servers
    this.#env = {
      RATE_LIMIT_PER_MINUTE: '1000000',
      GUESTS_PER_ADDRESS: '1000',
      GUESTS_PER_MINUTE: '1000000',
      LOG_LEVEL: 'warn',
      RUNNER_TOKEN: randomBytes(24).toString('hex'),
      SESSION_SECRET: randomBytes(32).toString('hex'),
      WEB_ORIGINS: playersOrigin,
      DATABASE_URL: servers.postgres.url,
      REDIS_URL: servers.redis.url,
      WATCH_DELAY_MS: String(this.watchDelayMs),
      // Half of what it is in production: a runner is missed sooner, and by more of the other faults.
      RUNNER_LEASE_MS: '4000',
      ...env,
    }
  }

  static async start(options: { nodes: number; env?: Record<string, string> }): Promise<ChaosWorld> {
    const world = new ChaosWorld(await startOwnServers(), options.env ?? {})
    try {
      await run(process.execPath, ['--import', 'tsx', 'scripts/prepare-database.ts'], {
        cwd: root,
        env: { ...process.env, DATABASE_URL: world.servers.postgres.directUrl() },
      })
      await noteOutages(world.query.bind(world))
      // All of them, so that one that comes up after another has failed is ended with the rest.
      const adding = await Promise.allSettled(Array.from({ length: options.nodes }, (_, index) => world.#addNode(index)))
      for (const added of adding) if (added.status === 'rejected') throw added.reason
      world.#runner = new ScriptedRunner(world.servers.redis.directUrl())
      await world.waitUntilJudging()
      return world
    } catch (error) {
      await world.close()
      throw error
    }
  }

  get urls(): string[] {
    return this.nodes.map(({ url }) => url)
  }

  get runner(): ScriptedRunner {
    if (!this.#runner) throw new Error('the runner has not started')
    return this.#runner
  }

  /** Asks the database, past the proxy; follows it when it has been restarted. */
  async query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]> {
    this.#pool ??= this.#openPool()
    return (await this.#pool.query(sql, values)).rows
  }

  /** Runs `act` in a transaction and undoes all that it did. */
  async tryOut<Result>(act: (query: ChaosWorld['query']) => Promise<Result>): Promise<Result> {
    this.#pool ??= this.#openPool()
    const client = await this.#pool.connect()
    try {
      await client.query('BEGIN')
      return await act(async (sql, values) => (await client.query(sql, values)).rows)
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  }

  /** After a restart of PostgreSQL. */
  async forgetConnections(): Promise<void> {
    const pool = this.#pool
    this.#pool = null
    await pool?.end().catch(() => {})
  }

  /** Another process in the place of a node that has ended, or is ended now. */
  async replaceNode(node: ChaosNode, env: Record<string, string> = {}): Promise<void> {
    node.process.signal('SIGKILL')
    await node.process.ended
    node.process = await this.#startNode(this.nodes.indexOf(node), env)
    node.proxy.retarget(addressOf(node.process.url))
  }

  /** After Redis was started anew: Bull's blocking connections of the runner may be stuck on the old one. */
  async replaceRunner(): Promise<void> {
    const { isSilent } = this.runner
    await this.runner.close()
    this.#runner = new ScriptedRunner(this.servers.redis.directUrl())
    this.#runner.isSilent = isSilent
  }

  async waitUntilJudging(): Promise<void> {
    await until(
      'the runner is known',
      async () => {
        const [row] = await this.query<{ state: string }>('SELECT state FROM execution_state')
        return row?.state === 'judging'
      },
      60_000,
    )
  }

  async close(): Promise<void> {
    await this.#runner?.close()
    for (const node of this.nodes) {
      node.process.signal('SIGCONT')
      node.proxy.set('pass')
    }
    for (const server of [this.servers.redis, this.servers.postgres]) server.proxy.set('pass')
    await Promise.all(this.nodes.map(({ process }) => process.stop()))
    await Promise.all(this.nodes.map(({ proxy }) => proxy.close()))
    await this.forgetConnections()
    await this.servers.close()
  }

  async #addNode(index: number): Promise<void> {
    const process = await this.#startNode(index, {})
    const proxy = await TcpProxy.start(addressOf(process.url))
    this.nodes.push({ url: `http://127.0.0.1:${proxy.port}`, proxy, process })
  }

  #openPool(): Pool {
    const pool = new Pool({ ...connectionTo(this.servers.postgres.directUrl()), max: 3 })
    pool.on('error', () => {})
    return pool
  }

  #startNode(index: number, env: Record<string, string>): Promise<PlatformProcess> {
    return startProcess({
      entry: 'apps/api/src/main.ts',
      env: { ...this.#env, NODE_ID: `api-${index + 1}`, ...env },
      portVariable: 'PORT',
      readyWithinMs: 60_000,
    })
  }
}

function addressOf(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url)
  return { host: hostname, port: Number(port) }
}
