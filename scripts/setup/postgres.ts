import { execFile } from 'node:child_process'
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findFreePort } from './ports'
import { readLogTail, type OwnProcess, type Processes } from './processes'
import { findPostgresBin } from './system-packages'
import { reasonOf, Trouble } from './trouble'
import { findServerUser, isRoot, type ServerUser, type Workplace } from './workplace'

const run = promisify(execFile)
const preferredPort = 25_432
const readyWithinMs = 60_000
const user = 'eduscale'

/**
 * A PostgreSQL of our own: its data directory is in the workplace, it listens on loopback only, with a generated password, and has
 * no Unix socket, so it meets nobody else's cluster.
 */
export async function startPostgres(options: {
  workplace: Workplace
  processes: Processes
  /** Test data needn't survive a power cut. */
  isDurable: boolean
}): Promise<{ url: string; server: OwnProcess }> {
  const { workplace, processes } = options
  const runAs = findServerUser('postgres')
  if (isRoot && !runAs)
    throw new Trouble('PostgreSQL must not run as root, and the user postgres is missing: apt-get install postgresql')
  const dir = workplace.serverDir('postgres', runAs)
  const password = workplace.secret('postgresPassword')
  const bin = getBin(dir)
  if (!existsSync(join(dir, 'PG_VERSION'))) await initialise({ bin, dir, password, runAs })
  const port = await findFreePort(preferredPort)
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    ...(options.isDurable ? {} : { fsync: 'off' }),
  }
  const server = processes.start({
    name: 'postgres',
    command: [
      join(bin, 'postgres'),
      '-D',
      dir,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    cwd: dir,
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
    user: runAs,
    // "Fast shutdown": ends the connections, writes everything down.
    stopSignal: 'SIGINT',
    stopWithinMs: 30_000,
  })
  const env = { ...process.env, PGPASSWORD: password }
  const connection = ['-h', '127.0.0.1', '-p', String(port), '-U', user]
  await waitUntilReady({ server, workplace, isReady: () => succeeds(join(bin, 'pg_isready'), connection) })
  const exists = await run(
    join(bin, 'psql'),
    [...connection, '-d', 'postgres', '-Atc', `SELECT 1 FROM pg_database WHERE datname = '${user}'`],
    { env },
  )
  if (exists.stdout.trim() !== '1') await run(join(bin, 'createdb'), [...connection, user], { env })
  return { url: `postgresql://${user}:${password}@127.0.0.1:${port}/${user}`, server }
}

function getBin(dir: string): string {
  const versionFile = join(dir, 'PG_VERSION')
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : undefined
  const bin = findPostgresBin(version)
  if (bin) return bin
  if (version === undefined) throw new Trouble('PostgreSQL is missing: apt-get install postgresql')
  throw new Trouble(
    `The data in ${dir} is of PostgreSQL ${version}, which is not installed: apt-get install postgresql-${version}, or remove that folder.`,
  )
}

async function initialise({
  bin,
  dir,
  password,
  runAs,
}: {
  bin: string
  dir: string
  password: string
  runAs: ServerUser | null
}): Promise<void> {
  const passwordFile = `${dir}.password`
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (runAs) chownSync(passwordFile, runAs.uid, runAs.gid)
  try {
    const args = [
      '-D',
      dir,
      '-U',
      user,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C.UTF-8',
    ]
    await run(join(bin, 'initdb'), args, { cwd: '/', env: { PATH: process.env['PATH'] }, ...runAs })
  } catch (error) {
    rmSync(dir, { recursive: true, force: true })
    throw new Trouble(`PostgreSQL's initdb failed in ${dir}: ${reasonOf(error)}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

async function waitUntilReady({
  server,
  workplace,
  isReady,
}: {
  server: OwnProcess
  workplace: Workplace
  isReady: () => Promise<boolean>
}): Promise<void> {
  const deadline = Date.now() + readyWithinMs
  while (!(await isReady())) {
    if (!server.isRunning() || Date.now() > deadline) {
      throw new Trouble(
        `PostgreSQL did not start; ${join(workplace.logs, 'postgres.log')} ends with:\n${readLogTail(workplace, 'postgres')}`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function succeeds(program: string, args: string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    () => false,
  )
}
