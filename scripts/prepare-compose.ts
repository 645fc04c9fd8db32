import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBase, writeHostInputs } from '@eduscale/images/base-image'
import { buildImage } from '@eduscale/images/build-image'
import { languageImages } from '@eduscale/images/language-images'

// `npm run compose:prepare`: writes what docker-compose.yml needs and no repository can hold. Passwords that are there stay.

const root = join(import.meta.dirname, '..')
const envFile = join(root, '.env')
const hostDir = join(root, 'infra/compose/host')
const socket = process.env['DOCKER_HOST']?.replace(/^unix:\/\//, '') ?? '/var/run/docker.sock'
const say = (line: string) => console.error(line)

const values = new Map(readEnv())
for (const name of [
  'POSTGRES_PASSWORD',
  'APP_DATABASE_PASSWORD',
  'IDENTITY_DATABASE_PASSWORD',
  'REDIS_PASSWORD',
  'API_REDIS_PASSWORD',
  'RUNNER_REDIS_PASSWORD',
  'RUNNER_TOKEN',
  'BOT_TOKEN',
  'RECORD_SECRET',
  'ACCOUNT_SECRET',
  'SESSION_SECRET',
]) {
  if (!values.get(name)) values.set(name, randomBytes(24).toString('hex'))
}
values.set('BASE_IMAGE', await findBase(say))
values.set('SLOT_IMAGES', await buildSlotImages())
values.delete('SLOT_IMAGE')
if (existsSync(socket)) {
  values.set('DOCKER_SOCKET', socket)
  values.set('DOCKER_GROUP', String(statSync(socket).gid))
}
await writeHostInputs(hostDir)
writeNpmSettings()
writeFileSync(envFile, [...values].map(([name, value]) => `${name}=${value}\n`).join(''), { mode: 0o600 })
console.log('Wrote .env. Now: docker-compose up --build --detach   (or: docker compose up --build --detach)')

/** All of them, since the container that runs the runner has nothing to build with. Only the first has to succeed. */
async function buildSlotImages(): Promise<string> {
  const built: string[] = []
  for (const [index, name] of languageImages.entries()) {
    try {
      built.push(`${name}=${await buildImage(name, say)}`)
    } catch (error) {
      if (index === 0) throw error
      const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
      say(`the image ${name} could not be built, and its languages will not be offered: ${reason}`)
    }
  }
  return built.join(',')
}

/** This machine's npm registry and certificates, so that the build of the image finds what npm finds here. */
function writeNpmSettings(): void {
  const setting = (name: string) =>
    execFileSync('npm', ['config', 'get', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  const certificates = [setting('cafile'), process.env['NODE_EXTRA_CA_CERTS']].find((path) => path && existsSync(path))
  if (certificates) copyFileSync(certificates, join(hostDir, 'ca.crt'))
  const lines = [`registry=${setting('registry')}`, ...(certificates ? ['cafile=/host/ca.crt'] : [])]
  writeFileSync(join(hostDir, 'npmrc'), `${lines.join('\n')}\n`)
}

function readEnv(): [string, string][] {
  if (!existsSync(envFile)) return []
  const lines = readFileSync(envFile, 'utf8').split('\n')
  return lines
    .filter((line) => /^\w+=/.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)])
}
