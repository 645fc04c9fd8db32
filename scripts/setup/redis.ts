import { execFile } from 'node:child_process'
import { chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findFreePort } from './ports'
import { readLogTail, type OwnProcess, type Processes } from './processes'
import { asRedisUser, redisUsers, rightsOf, type RedisUser } from './redis-users'
import { Trouble } from './trouble'
import { findServerUser, type Workplace } from './workplace'

const run = promisify(execFile)
const preferredPort = 29_379
const readyWithinMs = 20_000

/** A Redis of our own: loopback only, with generated passwords, its dump in the workplace. `url` may do everything; api and runner don't get it. */
export async function startRedis({
  workplace,
  processes,
  name = 'redis',
}: {
  workplace: Workplace
  processes: Processes
  /** Of its process, its folder and its log. */
  name?: string
}): Promise<{ url: string; userUrls: Record<RedisUser, string>; server: OwnProcess }> {
  const runAs = findServerUser('redis')
  const dir = workplace.serverDir(name, runAs)
  const password = workplace.secret('redisPassword')
  const port = await findFreePort(preferredPort)
  // In a file and not in the arguments, which every user of the machine could read.
  const config = join(dir, 'redis.conf')
  const passwords = { api: workplace.secret('apiRedisPassword'), runner: workplace.secret('runnerRedisPassword') }
  const lines = [
    ...redisUsers.map((user) => ['user', user, 'on', `>${passwords[user]}`, ...rightsOf(user)].join(' ')),
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir ${quoted(dir)}`,
    'daemonize no',
    'save 60 1',
    'maxmemory-policy noeviction',
  ]
  writeFileSync(config, `${lines.join('\n')}\n`, { mode: 0o600 })
  if (runAs) chownSync(config, runAs.uid, runAs.gid)
  const server = processes.start({
    name,
    command: ['redis-server', config],
    cwd: dir,
    env: { PATH: process.env['PATH'] },
    user: runAs,
  })
  const deadline = Date.now() + readyWithinMs
  while (!(await answers(port, password))) {
    if (!server.isRunning() || Date.now() > deadline) {
      throw new Trouble(`Redis did not start; ${join(workplace.logs, `${name}.log`)} ends with:\n${readLogTail(workplace, name)}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const url = `redis://:${password}@127.0.0.1:${port}`
  const userUrls = { api: asRedisUser(url, 'api', passwords.api), runner: asRedisUser(url, 'runner', passwords.runner) }
  return { url, userUrls, server }
}

/** Redis reads a quoted argument as one, whatever spaces are in it. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}

function answers(port: number, password: string): Promise<boolean> {
  return run('redis-cli', ['-p', String(port), 'ping'], { env: { ...process.env, REDISCLI_AUTH: password } }).then(
    ({ stdout }) => stdout.trim() === 'PONG',
    () => false,
  )
}
