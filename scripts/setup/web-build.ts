import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Say } from './steps'
import { Trouble } from './trouble'
import { root } from './workplace'

const web = join(root, 'apps/web')
const stamp = join(web, '.next/source.sha256')
const sources = [
  'apps/web',
  'packages/client',
  'packages/contracts',
  'packages/rules',
  'packages/signature',
  'package-lock.json',
  'tsconfig.base.json',
]
const notSources = new Set(['node_modules', '.next', '.turbo', 'tsconfig.tsbuildinfo', 'next-env.d.ts', 'test'])

/** Builds the web app unless the build that is there was made from the same sources; answers whether it had to. */
export async function buildWeb(say: Say): Promise<boolean> {
  const hash = hashSources()
  if (readStamp() === hash) return false
  for (let attempt = 1; ; attempt += 1) {
    const { code, output } = await runBuild(say)
    if (code === 0) break
    const isOtherBuilding = output.includes('Another next build process is already running')
    if (!isOtherBuilding || attempt === 60) throw new Trouble(`The web app could not be built:\n${output.trim()}`)
    say('waiting for another build of it')
    await new Promise((resolve) => setTimeout(resolve, 2_000))
  }
  writeFileSync(stamp, hash)
  return true
}

async function runBuild(say: Say): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: web,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      say(chunk.toString().trim().split('\n').at(-1) ?? '')
    })
  }
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  return { code, output }
}

function readStamp(): string {
  try {
    return readFileSync(stamp, 'utf8')
  } catch {
    return ''
  }
}

function hashSources(): string {
  const hash = createHash('sha256')
  for (const path of sources.flatMap((source) => listFiles(join(root, source)))) {
    const text = readFileSync(path)
    hash.update(`${relative(root, path)}\0${text.length}\0`).update(text)
  }
  return hash.digest('hex')
}

function listFiles(path: string): string[] {
  const entries = tryReadDir(path)
  if (!entries) return [path]
  return entries
    .filter((entry) => !notSources.has(entry.name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? listFiles(join(path, entry.name)) : [join(path, entry.name)]))
}

function tryReadDir(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    return null
  }
}
