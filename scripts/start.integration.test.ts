import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { until } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

/* `npm start` as a newcomer meets it, on a data directory and ports of its own. */

const root = join(import.meta.dirname, '..')
/** With a space in it, as folders of people have. */
const dataDir = mkdtempSync(join(tmpdir(), 'eduscale start-'))
let port: number
let started: Started

beforeAll(async () => {
  // The servers' own users must get there, else their data goes to /var/lib/eduscale.
  chmodSync(dataDir, 0o755)
  port = await findFreePorts()
  started = npmStart({ PORT: String(port) })
  await until('it is ready', () => started.output().includes('Ctrl-C stops it') || started.child.exitCode !== null, 280_000)
  if (!started.output().includes('Ctrl-C stops it')) throw new Error(started.output())
})
afterAll(async () => {
  started.child.kill('SIGTERM')
  await started.ended
  rmSync(dataDir, { recursive: true, force: true })
})

test('it says where it is, and all of it answers', async () => {
  expect(started.output()).toContain(`http://127.0.0.1:${port}`)
  expect(started.output()).toMatch(/Sandbox: level L\d/)
  for (const url of [at(0, '/'), at(1, '/readyz'), at(2, '/readyz'), at(3, '/readyz'), at(4, '/readyz')]) {
    expect((await fetch(url)).status, url).toBe(200)
  }
})

test('test sets and figures are on ports of their own', async () => {
  for (const path of [`/internal/test-sets/${'0'.repeat(64)}`, '/metrics']) expect((await fetch(at(1, path))).status).toBe(404)
  expect((await fetch(at(5, `/internal/test-sets/${'0'.repeat(64)}`))).status).toBe(403)
  expect(await (await fetch(at(6, '/metrics'))).text()).toContain('handler_duration_seconds')
  expect((await fetch(at(0, '/metrics'))).status).toBe(404)
  expect(await (await fetch(at(7, '/metrics'))).text()).toContain('process="web"')
})

test('commands beside it find the running platform', async () => {
  const admin = async (...args: string[]) =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/admin.ts', ...args], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: '', DATA_DIR: dataDir },
    })
  expect((await admin('grant', 'Demo Ada')).stdout).toContain('Demo Ada is admin for good')
  expect((await admin('revoke', 'Demo Ada')).stdout).toContain('isn’t admin any more')
  await expect(admin('grant', 'Nobody There')).rejects.toMatchObject({ stderr: expect.stringContaining('Nobody There') })
})

test('secrets are generated, and nobody else may read them', async () => {
  const { stdout } = await promisify(execFile)('stat', ['-c', '%a', join(dataDir, 'secrets.json')])
  expect(stdout.trim()).toBe('600')
})

test('what dies is started again', async () => {
  for (const [name, ready] of [
    ['api-1', at(1, '/readyz')],
    ['redis', at(2, '/readyz')],
    ['web', at(0, '/')],
  ] as const) {
    const { pid } = listProcesses().find((one) => one.name === name) ?? { pid: 0 }
    expect(pid, name).toBeGreaterThan(1)
    process.kill(pid, 'SIGKILL')
    await until(`${name} is another process`, () => listProcesses().some((one) => one.name === name && one.pid !== pid))
    await until(`${name} answers`, async () => (await fetch(ready).catch(() => null))?.ok ?? false)
  }
})

test('a second start says that the first still runs', async () => {
  const second = npmStart({ PORT: String(port) })
  await second.ended
  expect(second.child.exitCode).toBe(1)
  expect(second.output()).toMatch(/EduScale already runs from this folder \(process \d+\)/)
})

test('a port in use is named, with a way out', async () => {
  const blocker = createServer()
  const blocked = await listen(blocker, 0)
  const other = npmStart({ PORT: String(blocked), DATA_DIR: join(dataDir, 'other') })
  await other.ended
  await new Promise((resolve) => blocker.close(resolve))
  expect(other.child.exitCode).toBe(1)
  expect(other.output()).toContain(`Port ${blocked} (the web app) is in use`)
  expect(other.output()).toContain('PORT=5000 npm start')
})

test.each<[env: Record<string, string>, says: string]>([
  [{ PORT: '6000' }, 'open port 6000, which they refuse'],
  [{ PORT: '5999' }, 'open port 6000, which they refuse'],
  [{ PUBLIC_URL: 'http://example.org/eduscale' }, 'PUBLIC_URL is a host without a path'],
  [{ API_URLS: 'http://api.example.org' }, 'API_URLS names http://api.example.org, which is another site'],
])('%j is refused in one sentence, before anything starts', async (env, says) => {
  const other = npmStart({ PORT: String(port + 50), DATA_DIR: join(dataDir, 'other'), ...env })
  await other.ended
  expect(other.child.exitCode).toBe(1)
  expect(other.output()).toContain(says)
  expect(other.output()).not.toMatch(/PostgreSQL/)
})

test('a web server by itself refuses nodes of another site as well', async () => {
  const web = spawn(process.execPath, ['../../node_modules/next/dist/bin/next', 'start', '-p', String(port + 60)], {
    cwd: join(root, 'apps/web'),
    env: { ...process.env, PUBLIC_URL: 'https://play.example.org', API_URLS: 'https://api.example.net' },
  })
  let output = ''
  for (const stream of [web.stdout, web.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  expect(await new Promise((resolve) => web.once('exit', resolve))).toBe(1)
  expect(output).toContain('API_URLS names https://api.example.net, which is another site')
})

test('an engine or a database that does not answer is named', async () => {
  const others = { PORT: String(port + 20), DATA_DIR: join(dataDir, 'other') }
  const noEngine = npmStart({ ...others, DOCKER_HOST: 'unix:///nowhere.sock' })
  await noEngine.ended
  expect(noEngine.output()).toContain('DOCKER_HOST is unix:///nowhere.sock, but no Docker engine answers there')

  const noDatabase = npmStart({ ...others, DATABASE_URL: 'postgresql://nobody:secret@127.0.0.1:9/none' })
  await noDatabase.ended
  expect(noDatabase.output()).toContain("The database in DATABASE_URL can't be reached")
  expect([noEngine.child.exitCode, noDatabase.child.exitCode]).toEqual([1, 1])
})

test('after a start that was killed, the next one ends what was left and comes up', async () => {
  const left = listProcesses()
  started.child.kill('SIGKILL')
  await started.ended
  expect(left.some(({ pid }) => existsSync(`/proc/${pid}`))).toBe(true)
  started = npmStart({ PORT: String(port) })
  await until('it is ready again', () => started.output().includes('Ctrl-C stops it') || started.child.exitCode !== null, 100_000)
  expect(started.output()).toContain('Ended what a start that was killed had left: ')
  expect(started.output()).toContain('EduScale is ready')
  expect(left.filter(({ pid }) => existsSync(`/proc/${pid}`))).toEqual([])
})

test('asked to end, it leaves nothing running', async () => {
  const pids = listProcesses().map(({ pid }) => pid)
  expect(pids.length).toBeGreaterThanOrEqual(6)
  started.child.kill('SIGTERM')
  await started.ended
  await until('all of it has ended', () => pids.every((pid) => !existsSync(`/proc/${pid}`)))
  expect(listProcesses()).toEqual([])
  await expect(fetch(at(0, '/'))).rejects.toThrow('fetch failed')
  // One after the other: none lost what it needs to end well.
  for (const name of ['api-1', 'api-2', 'runner']) {
    const log = readFileSync(join(dataDir, 'logs', `${name}.log`), 'utf8')
    expect(log.trimEnd().split('\n').at(-1), name).toBe('--- ended: exit code 0')
  }
})

interface Started {
  child: ChildProcess
  output: () => string
  ended: Promise<void>
}

/** The script that `npm start` runs; npm itself would only stand between it and our signals. */
function npmStart(env: Record<string, string>): Started {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: { ...process.env, npm_lifecycle_event: undefined, DATABASE_URL: '', REDIS_URL: '', HOST: '', DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return { child, output: () => output, ended: new Promise((resolve) => child.once('exit', () => resolve())) }
}

function listProcesses(): { name: string; pid: number }[] {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'run/processes.json'), 'utf8')) as { name: string; pid: number }[]
  } catch {
    // Being written.
    return []
  }
}

function at(offset: number, path: string): string {
  return `http://127.0.0.1:${port + offset}${path}`
}

/** The first of ten: eight for the platform of these tests, the others for one that must not come up. */
async function findFreePorts(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const first = 20_000 + 10 * Math.floor(Math.random() * 500)
    const servers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(() => createServer())
    const got = await Promise.allSettled(servers.map((server, index) => listen(server, first + index)))
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
    if (got.every(({ status }) => status === 'fulfilled')) return first
  }
  throw new Error('no free ports in a row')
}

function listen(server: Server, wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      resolve(address !== null && typeof address === 'object' ? address.port : wanted)
    })
  })
}
