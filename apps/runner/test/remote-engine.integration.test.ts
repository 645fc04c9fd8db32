import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type Server, type TLSSocket } from 'node:tls'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { RunnerWorld, waitFor } from './runner-world'

const run = promisify(execFile)
const engineSocket = process.env['DOCKER_HOST']?.replace(/^unix:\/\//, '') || '/var/run/docker.sock'

let dir: string
let front: Server
let host: string
let world: RunnerWorld

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'engine-tls-'))
  await makeAuthority('ours')
  await makeAuthority('foreign')
  await makeCertificate({ authority: 'ours', name: 'server', extension: 'subjectAltName=IP:127.0.0.1' })
  await makeCertificate({ authority: 'ours', name: 'client', extension: 'extendedKeyUsage=clientAuth' })
  await makeCertificate({ authority: 'foreign', name: 'stranger', extension: 'extendedKeyUsage=clientAuth' })
  front = createServer(
    {
      ca: await readFile(join(dir, 'ours.pem')),
      cert: await readFile(join(dir, 'server.pem')),
      key: await readFile(join(dir, 'server.key')),
      requestCert: true,
      rejectUnauthorized: true,
      allowHalfOpen: true,
    },
    forward,
  )
  front.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  host = `tcp://127.0.0.1:${(front.address() as AddressInfo).port}`
})
afterAll(async () => {
  front.close()
  await rm(dir, { recursive: true, force: true })
})
beforeEach(async () => {
  world = await RunnerWorld.open()
})
afterEach(async () => world.close())

/** To the engine, as another machine's daemon would be reached. */
function forward(outer: TLSSocket): void {
  const inner = connect({ path: engineSocket, allowHalfOpen: true })
  for (const socket of [inner, outer]) socket.on('error', () => socket.destroy())
  outer.on('close', () => inner.destroy())
  inner.on('close', () => outer.destroy())
  outer.pipe(inner).pipe(outer)
}

test('a runner judges on an engine behind TLS that asks for its certificate, on the cores that it is given', async () => {
  const DOCKER_CERT_PATH = await certificates('client')
  await world.startRunner('remote', { DOCKER_HOST: host, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH, SLOT_CORES: '0' })
  const id = await world.submit('print(input())')
  expect(await world.resultOf(id)).toMatchObject({ verdict: 'AC', total: 2 })
  await waitFor('it says how it is', async () => world.beats.length > 0)
  expect(world.beats.at(-1)).toMatchObject({ slots: 1 })
})

test('a certificate of a stranger is refused, and the runner says which one it needs', async () => {
  const DOCKER_CERT_PATH = await certificates('stranger')
  const started = world.startRunner('stranger', { DOCKER_HOST: host, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH })
  await expect(started).rejects.toThrow(
    `the container engine at ${host} refused this runner: it wants a client certificate that its CA signed, as cert.pem and key.pem in ${DOCKER_CERT_PATH}`,
  )
})

test('a core that the engine does not have is refused', async () => {
  await expect(world.startRunner('cores', { SLOT_CORES: '0,900' })).rejects.toThrow('SLOT_CORES names core 900')
})

const openssl = async (...args: string[]) => run('openssl', args, { cwd: dir })
const ecKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

async function makeAuthority(name: string): Promise<void> {
  await openssl('req', '-x509', ...ecKey, '-days', '2', '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.pem`)
}

async function makeCertificate({
  authority,
  name,
  extension,
}: {
  authority: string
  name: string
  extension: string
}): Promise<void> {
  await openssl('req', ...ecKey, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`)
  await writeFile(join(dir, `${name}.ext`), extension)
  const signer = ['-CA', `${authority}.pem`, '-CAkey', `${authority}.key`, '-CAcreateserial']
  await openssl('x509', '-req', '-in', `${name}.csr`, ...signer, '-days', '2', '-extfile', `${name}.ext`, '-out', `${name}.pem`)
}

/** A folder as DOCKER_CERT_PATH names one. */
async function certificates(name: string): Promise<string> {
  const folder = join(dir, `of-${name}`)
  await mkdir(folder, { recursive: true })
  for (const [from, to] of [
    ['ours.pem', 'ca.pem'],
    [`${name}.pem`, 'cert.pem'],
    [`${name}.key`, 'key.pem'],
  ] as const) {
    await writeFile(join(folder, to), await readFile(join(dir, from)), { mode: 0o600 })
  }
  return folder
}
