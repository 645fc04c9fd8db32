import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../../../scripts/setup/postgres'
import { Processes, type OwnProcess } from '../../../scripts/setup/processes'
import { startRedis } from '../../../scripts/setup/redis'
import { Workplace } from '../../../scripts/setup/workplace'
import { TcpProxy } from './tcp-proxy'

/** A server that a test may kill, behind a network that it may cut. `url` leads through the proxy and stays the same. */
export interface OwnServer {
  url: string
  /** Past the proxy, for whoever must see it while the network is cut; another after each start. */
  directUrl: () => string
  proxy: TcpProxy
  /** SIGKILL: nothing is written down. */
  kill: () => Promise<void>
  /** An orderly end. */
  stop: () => Promise<void>
  start: () => Promise<void>
}

export interface OwnServers {
  redis: OwnServer
  postgres: OwnServer
  close: () => Promise<void>
}

/** Redis and PostgreSQL of a test alone, as `npm start` sets them up, in a temporary folder. PostgreSQL is durable (fsync is on). */
export async function startOwnServers(): Promise<OwnServers> {
  const folder = await mkdtemp(join(tmpdir(), 'eduscale-chaos-'))
  // The servers run as users of their own.
  await chmod(folder, 0o755)
  const workplace = new Workplace(folder)
  const processes = new Processes(workplace)
  // Whoever ends without closing leaves nothing running. (They are in sessions of their own, so no signal to the group reaches them.)
  const pids = new Set<number>()
  const killAll = () => {
    for (const pid of pids) tryKill(pid)
  }
  process.on('exit', killAll)
  const redis = await startServer(
    pids,
    async () => startRedis({ workplace, processes }),
    () => removeDump(workplace),
  )
  const postgres = await startServer(pids, async () => startPostgres({ workplace, processes, isDurable: true }), null)
  return {
    redis,
    postgres,
    close: async () => {
      await Promise.all([redis.proxy.close(), postgres.proxy.close()])
      await processes.stopAll()
      process.off('exit', killAll)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startServer(
  pids: Set<number>,
  begin: () => Promise<{ url: string; server: OwnProcess }>,
  beforeStart: (() => Promise<void>) | null,
): Promise<OwnServer> {
  const beginNoting = async () => {
    const begun = await begin()
    pids.add(begun.server.pid)
    void begun.server.ended.then(() => pids.delete(begun.server.pid))
    return begun
  }
  let current = await beginNoting()
  const proxy = await TcpProxy.start(addressOf(current.url))
  return {
    url: proxy.replaceIn(current.url),
    directUrl: () => current.url,
    proxy,
    kill: async () => {
      process.kill(current.server.pid, 'SIGKILL')
      await current.server.ended
    },
    stop: async () => current.server.stop(),
    start: async () => {
      await beforeStart?.()
      current = await beginNoting()
      proxy.retarget(addressOf(current.url))
    },
  }
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}

function addressOf(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url)
  return { host: hostname, port: Number(port) }
}

/** What Redis wrote down before, so that it comes back empty. */
async function removeDump(workplace: Workplace): Promise<void> {
  await rm(join(workplace.dir, 'redis', 'dump.rdb'), { force: true })
}
