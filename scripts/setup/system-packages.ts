import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { Say } from './steps'
import { Trouble } from './trouble'
import { isRoot } from './workplace'

/** A program that we need, and the Debian packages that bring it. */
interface Need {
  isThere: () => boolean
  packages: string[]
}

const needs = {
  postgres: { isThere: () => findPostgresBin() !== null, packages: ['postgresql'] },
  redis: { isThere: () => hasProgram('redis-server') && hasProgram('redis-cli'), packages: ['redis-server'] },
  // Debian 13 ships the client apart from the engine.
  docker: { isThere: () => hasProgram('docker'), packages: ['docker.io', 'docker-cli'] },
  dockerd: { isThere: () => hasProgram('dockerd') && hasProgram('iptables'), packages: ['docker.io', 'iptables'] },
  debootstrap: { isThere: () => hasProgram('debootstrap'), packages: ['debootstrap', 'xz-utils'] },
  // Asked for only where there are none: installing the package rewrites the file, and with it certificates added by hand.
  certificates: { isThere: () => existsSync('/etc/ssl/certs/ca-certificates.crt'), packages: ['ca-certificates'] },
  chromium: { isThere: () => hasProgram('chromium'), packages: ['chromium'] },
} satisfies Record<string, Need>

export type NeedName = keyof typeof needs

export function listMissing(names: NeedName[]): string[] {
  return [...new Set(names.filter((name) => !needs[name].isThere()).flatMap((name) => needs[name].packages))]
}

/** Asks once when a person is at the terminal; without one, or with `--yes`, it goes ahead. */
export async function mayInstall(packages: string[]): Promise<boolean> {
  if (process.argv.includes('--yes') || !process.stdin.isTTY || !process.stdout.isTTY) return true
  console.log(`These Debian packages are missing and would be installed: ${packages.join(', ')}.`)
  console.log('Servers among them are used as programs only, on data and ports of our own; none of your own servers is touched.')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return /^(y|yes|)$/i.test((await terminal.question('Install them? [Y/n] ')).trim())
  } finally {
    terminal.close()
  }
}

export async function installPackages(packages: string[], say: Say): Promise<void> {
  const command = `apt-get install --no-install-recommends ${packages.join(' ')}`
  if (!hasProgram('apt-get')) {
    throw new Trouble(`This is not a Debian system, so please install these yourself and start again: ${packages.join(', ')}.`)
  }
  if (!isRoot) throw new Trouble(`Some system packages are missing and need root once: sudo ${command}`)
  await apt(['update'], say)
  const known = packages.filter(isKnownToApt)
  const restore = keepServersFromStarting()
  try {
    await apt(['install', '-y', '--no-install-recommends', ...known], say)
  } finally {
    restore()
  }
}

export function hasProgram(name: string): boolean {
  const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`
  return path.split(':').some((dir) => dir !== '' && isExecutable(join(dir, name)))
}

/** The programs of the newest PostgreSQL, or of the version asked for. */
export function findPostgresBin(version?: string): string | null {
  const all = '/usr/lib/postgresql'
  if (!existsSync(all)) return null
  const versions = readdirSync(all).toSorted((a, b) => Number(b) - Number(a))
  const bins = versions.filter((name) => version === undefined || name === version).map((name) => join(all, name, 'bin'))
  return bins.find((bin) => isExecutable(join(bin, 'postgres'))) ?? null
}

/** Debian starts a server right after installing it. We need the programs, not another PostgreSQL on 5432. */
function keepServersFromStarting(): () => void {
  const policy = '/usr/sbin/policy-rc.d'
  if (existsSync(policy)) return () => {}
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  return () => rmSync(policy, { force: true })
}

function isKnownToApt(name: string): boolean {
  const { stdout } = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' })
  return /Candidate: (?!\(none\))/.test(stdout)
}

async function apt(args: string[], say: Say): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }
  const child = spawn('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', '-o', 'APT::Update::Error-Mode=any', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = `${output}${chunk.toString()}`.slice(-20_000)
      say(chunk.toString().trim().split('\n').at(-1) ?? '')
    })
  }
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code === 0) return
  const errors = output
    .split('\n')
    .filter((line) => /^(E|Err)[: ]/.test(line))
    .slice(0, 4)
  const details = errors.length > 0 ? `\n${errors.join('\n')}` : ''
  if (/[Nn]o space left|don't have enough free space/.test(output))
    throw new Trouble(`The disk is too full for apt-get ${args[0]}.${details}`)
  if (args[0] === 'update') {
    throw new Trouble(
      `Debian's package servers can't be reached; check the network and /etc/apt/sources.list, then start again.${details}`,
    )
  }
  throw new Trouble(`apt-get ${args.join(' ')} failed.${details}`)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
