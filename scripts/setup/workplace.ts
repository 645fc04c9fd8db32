import { createHash, randomBytes } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')
export const isRoot = process.getuid?.() === 0

/** A system user that a server runs as, since PostgreSQL refuses to run as root. */
export interface ServerUser {
  uid: number
  gid: number
}

/** Where one platform keeps its data, logs and secrets: `.data` for `npm start`, `.data/test` for `npm test`. */
export class Workplace {
  readonly dir: string

  constructor(dir: string) {
    this.dir = dir
    for (const path of [dir, this.logs, this.run]) mkdirSync(path, { recursive: true })
  }

  get logs(): string {
    return join(this.dir, 'logs')
  }

  get run(): string {
    return join(this.dir, 'run')
  }

  /** A random secret that stays the same from start to start. */
  secret(name: string): string {
    const path = join(this.dir, 'secrets.json')
    const secrets = readJson<Record<string, string>>(path) ?? {}
    const secret = secrets[name] ?? randomBytes(24).toString('hex')
    if (secrets[name] === undefined)
      writeFileSync(path, `${JSON.stringify({ ...secrets, [name]: secret }, null, 2)}\n`, { mode: 0o600 })
    chmodSync(path, 0o600)
    return secret
  }

  /**
   * The folder of a server that runs as `user`. Below this workplace where that user can get there; a clone in /root is out of
   * its reach, and then the folder is in /var/lib/eduscale.
   */
  serverDir(name: string, user: ServerUser | null): string {
    const here = join(this.dir, name)
    const place = user === null || canReach(this.dir, user) ? here : join('/var/lib/eduscale', hashOf(this.dir), name)
    mkdirSync(place, { recursive: true })
    if (user) chownSync(place, user.uid, user.gid)
    chmodSync(place, 0o700)
    return place
  }
}

/** The user of that name when we are root and it exists; null when the server can run as we do. */
export function findServerUser(name: string): ServerUser | null {
  if (!isRoot) return null
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) }
}

export function readJson<Shape>(path: string): Shape | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Shape
  } catch {
    return null
  }
}

function canReach(dir: string, user: ServerUser): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dir], { cwd: '/', ...user }).status === 0
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
