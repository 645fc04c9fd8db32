import { spawn } from 'node:child_process'
import { generatePrismaClient } from './prisma-client'
import { prepareAppArmor } from './apparmor'
import { findEngine, startEngine } from './docker'
import { startPostgres } from './postgres'
import type { OwnProcess, Processes } from './processes'
import { startRedis } from './redis'
import type { RedisUser } from './redis-users'
import type { Say, Steps } from './steps'
import { installPackages, listMissing, mayInstall, type NeedName } from './system-packages'
import { reasonOf, Trouble } from './trouble'
import { root, type Workplace } from './workplace'

/** Steps that prepareServices takes, so that the callers can number theirs. */
export const serviceSteps = 6

export interface Services {
  databaseUrl: string
  redisUrl: string
  /** As its users; on a server of somebody else's, whom REDIS_URL names. */
  redisUrls: Record<RedisUser, string>
  slotImage: string
  /** The database is one that we started, so that we may make roles in it. */
  ownsDatabase: boolean
  /** Those that we started; what was given by DATABASE_URL, REDIS_URL or DOCKER_HOST is nobody's to stop. */
  servers: OwnProcess[]
}

export interface ServiceOptions {
  steps: Steps
  workplace: Workplace
  processes: Processes
  /** Use DATABASE_URL and REDIS_URL when they are set. */
  mayUseGiven: boolean
  alsoNeeded: NeedName[]
  /** Every language's image before anything starts, or only the first: a runner builds the others while it works. */
  images: 'all' | 'first'
}

/** PostgreSQL, Redis, a Docker engine with the language image, and the generated database client. */
export async function prepareServices(options: ServiceOptions): Promise<Services> {
  const { steps, workplace, processes } = options
  const given = { database: givenUrl(options, 'DATABASE_URL'), redis: givenUrl(options, 'REDIS_URL') }
  const servers: OwnProcess[] = []

  const engine = await findEngine()
  await installMissing(options, {
    postgres: given.database === null,
    redis: given.redis === null,
    dockerd: engine === null,
  })

  const databaseUrl = await steps.run('PostgreSQL', async () => {
    if (given.database !== null) return given.database
    const { url, server } = await startPostgres({ workplace, processes, isDurable: options.mayUseGiven })
    servers.push(server)
    return url
  })
  const { redisUrl, redisUrls } = await steps.run('Redis', async () => {
    if (given.redis !== null) return { redisUrl: given.redis, redisUrls: { api: given.redis, runner: given.redis } }
    const { url, userUrls, server } = await startRedis({ workplace, processes })
    servers.push(server)
    return { redisUrl: url, redisUrls: userUrls }
  })
  await steps.run('Docker engine', async () => {
    if (engine) {
      process.env['DOCKER_HOST'] = engine.host
    } else {
      const { host, server } = await startEngine({ workplace, processes })
      servers.push(server)
      process.env['DOCKER_HOST'] = host
    }
    await prepareAppArmor(process.env['DOCKER_HOST'])
  })
  const slotImage = await steps.run(options.images === 'all' ? 'language images' : 'language image', async (say) =>
    prepareImages(options.images, say),
  )
  await steps.run('database client', generatePrismaClient)
  return { databaseUrl, redisUrl, redisUrls, slotImage, ownsDatabase: given.database === null, servers }
}

/** Applies the migrations, loads the problem packages and makes the demo users. */
export async function prepareDatabase(options: {
  databaseUrl: string
  /** Of the api's own role; null: it has none. */
  appPassword: string | null
  demoPassword: string
  publicUrl: string
  say: Say
}): Promise<void> {
  const role = options.appPassword === null ? {} : { APP_DATABASE_PASSWORD: options.appPassword }
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/prepare-database.ts'], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: options.databaseUrl,
      DEMO_PASSWORD: options.demoPassword,
      PUBLIC_URL: options.publicUrl,
      ...role,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      options.say(chunk.toString().trim().split('\n').at(-1) ?? '')
    })
  }
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code === 0) return
  const reason = output.split('\n').find((line) => /ECONNREFUSED|ENOTFOUND|ETIMEDOUT|authentication failed/.test(line))
  if (reason) throw new Trouble(`The database in DATABASE_URL can't be reached: ${reason.trim()}`)
  throw new Trouble(`The database could not be prepared:\n${output.trim()}`)
}

async function installMissing(
  { steps, alsoNeeded }: ServiceOptions,
  own: Record<'postgres' | 'redis' | 'dockerd', boolean>,
): Promise<void> {
  // debootstrap makes the base image where no registry answers; only the first start needs it.
  const names: NeedName[] = ['docker', ...alsoNeeded]
  if (own.postgres) names.push('postgres')
  if (own.redis) names.push('redis')
  if (own.dockerd) names.push('dockerd')
  const missing = listMissing(process.getuid?.() === 0 ? [...names, 'debootstrap', 'certificates'] : names)
  if (missing.length > 0 && !(await mayInstall(missing))) {
    throw new Trouble(
      `Nothing was installed. To install them yourself: apt-get install --no-install-recommends ${missing.join(' ')}`,
    )
  }
  await steps.run('system packages', async (say) => {
    if (missing.length > 0) await installPackages(missing, say)
  })
}

/** Answers the first one's tag. */
async function prepareImages(which: ServiceOptions['images'], say: Say): Promise<string> {
  // Imported now, since it reads DOCKER_HOST through the docker command.
  const { buildImage } = await import('@eduscale/images/build-image')
  const { languageImages } = await import('@eduscale/images/language-images')
  const tell = (name: string) => (line: string) => say(`${name}: ${line.replace(/^(Step \d+\/\d+) : .*/, 'docker build, $1')}`)
  try {
    const first = await buildImage('polyglot', tell('polyglot'))
    if (which === 'all') for (const name of languageImages) await buildImage(name, tell(name))
    return first
  } catch (error) {
    throw new Trouble(`A language image could not be built: ${reasonOf(error)}`)
  }
}

function givenUrl({ mayUseGiven }: ServiceOptions, name: 'DATABASE_URL' | 'REDIS_URL'): string | null {
  return (mayUseGiven ? process.env[name] : undefined) || null
}
