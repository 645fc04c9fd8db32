import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Trouble } from './trouble'
import { readJson, root, type Workplace } from './workplace'

const fileName = 'platform.json'

/** Leaves word of where the running platform's database and engine are, for commands beside it; only who may read its secrets may read this. */
export function announcePlatform(workplace: Workplace, said: { databaseUrl: string; dockerHost: string | undefined }): void {
  writeFileSync(join(workplace.run, fileName), `${JSON.stringify(said)}\n`, { mode: 0o600 })
}

export function withdrawPlatform(workplace: Workplace): void {
  rmSync(join(workplace.run, fileName), { force: true })
}

/**
 * DATABASE_URL where it is set, else the database of the platform that `npm start` runs from this folder. Throws Trouble where there is
 * neither.
 */
export function findDatabaseUrl(env: NodeJS.ProcessEnv): string {
  const given = env['DATABASE_URL']
  if (given) return given
  const path = join(env['DATA_DIR'] || join(root, '.data'), 'run', fileName)
  try {
    const said = JSON.parse(readFileSync(path, 'utf8')) as { databaseUrl?: unknown }
    if (typeof said.databaseUrl === 'string') return said.databaseUrl
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES')
      throw new Trouble(`${path} may be read by the user who runs the platform; run this as that one.`)
  }
  throw new Trouble(
    'No platform runs from this folder. Start it with npm start, or name its database: DATABASE_URL=postgresql://...',
  )
}

const usualSocket = '/var/run/docker.sock'

/** Where nobody named an engine and none is at the usual place, the one of the running platform. */
export function useRunningEngine(env: NodeJS.ProcessEnv = process.env): void {
  if (env['DOCKER_HOST'] || existsSync(usualSocket)) return
  const said = readJson<{ dockerHost?: unknown }>(join(env['DATA_DIR'] || join(root, '.data'), 'run', fileName))
  if (typeof said?.dockerHost === 'string') env['DOCKER_HOST'] = said.dockerHost
}
