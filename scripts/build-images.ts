import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { readHostApt } from '../infra/images/host-apt'
import { lockOnMachine } from '../apps/runner/src/sandbox/machine-lock'
import { fetchNodeBinary } from '../infra/images/node-binary'

const run = promisify(execFile)
const imagesDir = fileURLToPath(new URL('../infra/images', import.meta.url))
const officialBase = 'debian:trixie-slim'
const bootstrappedBase = 'eduscale/base:trixie'
const pullTimeoutMs = 20_000
const waitForBuildMs = 3_000

type Say = (line: string) => void

/** The tag of an image is the hash of all it is built from, so an image that exists is the right one. */
export async function imageTag(name: string): Promise<string> {
  const hash = createHash('sha256')
  for (const [path, text] of await listInputs(name)) hash.update(`${path}\0${text.length}\0`).update(text)
  return `eduscale/${name}:${hash.digest('hex').slice(0, 16)}`
}

/** Builds the image unless it is there; answers its tag. Progress goes to `say`, a line at a time. */
export async function buildImage(name: string, say: Say): Promise<string> {
  const tag = await imageTag(name)
  if (await hasImage(tag)) return tag
  // A runner and a command line that start together would both build for minutes, and one image would be left over.
  let lock = await lockOnMachine(`image-${tag}`)
  if (!lock) say(`another process builds ${tag}; waiting for it`)
  while (!lock) {
    await sleep(waitForBuildMs)
    lock = await lockOnMachine(`image-${tag}`)
  }
  try {
    if (!(await hasImage(tag))) await build({ name, tag, say })
    return tag
  } finally {
    lock.close()
  }
}

async function build({ name, tag, say }: { name: string; tag: string; say: Say }): Promise<void> {
  const startedAt = Date.now()
  say(`building ${tag} (once; a few minutes)`)
  const base = await findBase(say)
  const context = await mkdtemp(join(tmpdir(), 'eduscale-image-'))
  try {
    for (const [path, text] of await listInputs(name)) {
      await mkdir(join(context, path, '..'), { recursive: true })
      await writeFile(join(context, path), text)
    }
    await cp(esbuildBinary(), join(context, 'esbuild'))
    await fetchNodeBinary(join(imagesDir, name), context)
    await writeHostInputs(join(context, 'host'))
    await dockerBuild({ tag, base, context, say })
  } finally {
    await rm(context, { recursive: true, force: true })
    await removeStages()
  }
  say(`built ${tag} in ${Math.round((Date.now() - startedAt) / 1000)} s`)
}

export async function buildImages(say: Say): Promise<string[]> {
  return [await buildImage('polyglot', say)]
}

async function listInputs(name: string): Promise<[string, Buffer][]> {
  const own = join(imagesDir, name)
  const boxd = join(imagesDir, 'boxd')
  const inputs: [string, Buffer][] = []
  for (const [dir, prefix] of [
    [own, ''],
    [boxd, 'boxd/'],
  ] as const) {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true })
    for (const entry of entries.filter((e) => e.isFile() && !e.name.endsWith('.md'))) {
      const path = join(entry.parentPath, entry.name)
      inputs.push([prefix + relative(dir, path), await readFile(path)])
    }
  }
  const version = createRequire(esbuildBinary())('../package.json').version
  inputs.push(['esbuild.version', Buffer.from(String(version))])
  return inputs.sort(([a], [b]) => (a < b ? -1 : 1))
}

function esbuildBinary(): string {
  const arch = process.arch === 'arm64' ? 'arm64' : 'x64'
  return createRequire(new URL('../apps/runner/package.json', import.meta.url)).resolve(`@esbuild/linux-${arch}/bin/esbuild`)
}

async function hasImage(reference: string): Promise<boolean> {
  return run('docker', ['image', 'inspect', '--format', '{{.Id}}', reference]).then(
    () => true,
    () => false,
  )
}

/** The official image where a registry answers; else the same system made by debootstrap under a name of our own. */
export async function findBase(say: Say): Promise<string> {
  if (await hasImage(officialBase)) return officialBase
  if (await hasImage(bootstrappedBase)) return bootstrappedBase
  const pulled = await run('docker', ['pull', '-q', officialBase], { timeout: pullTimeoutMs }).then(
    () => true,
    () => false,
  )
  if (pulled) return officialBase
  say(`no registry answers for ${officialBase}; making ${bootstrappedBase} by debootstrap (half a minute)`)
  const root = await mkdtemp(join(tmpdir(), 'eduscale-base-'))
  try {
    const { debianUri } = await readHostApt()
    await run('debootstrap', ['--variant=minbase', 'trixie', root, ...(debianUri ? [debianUri] : [])], {
      maxBuffer: 64 * 1024 * 1024,
    }).catch((cause: unknown) => {
      throw new Error(`neither ${officialBase} can be pulled nor debootstrap run (apt-get install debootstrap; root is needed)`, {
        cause,
      })
    })
    await run('sh', [
      '-c',
      // This machine's mirror is no part of the image; the official one, which debootstrap takes by itself, may stay.
      'tar ${3:+--exclude=./etc/apt/sources.list} -C "$1" -c . | docker import - "$2"',
      'sh',
      root,
      bootstrappedBase,
      debianUri ?? '',
    ])
  } finally {
    await rm(root, { recursive: true, force: true })
  }
  return bootstrappedBase
}

export async function writeHostInputs(dir: string): Promise<void> {
  const host = await readHostApt()
  await mkdir(dir, { recursive: true })
  if (host.sources) await writeFile(join(dir, 'sources.list'), host.sources)
  await writeFile(join(dir, 'apt.conf'), host.conf)
  if (host.certificates) await writeFile(join(dir, 'ca.crt'), host.certificates)
}

async function dockerBuild({ tag, base, context, say }: { tag: string; base: string; context: string; say: Say }): Promise<void> {
  const hasBuildx = await run('docker', ['buildx', 'version']).then(
    () => true,
    () => false,
  )
  // Proxies are the predefined build arguments: docker takes their values from here and keeps them out of the history.
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => [
    '--build-arg',
    name,
  ])
  const args = [
    'build',
    '--network',
    'host',
    '--rm',
    '--force-rm',
    '-t',
    tag,
    '--build-arg',
    `BASE_IMAGE=${base}`,
    ...proxies,
    context,
  ]
  const child = spawn('docker', args, {
    env: { ...process.env, DOCKER_BUILDKIT: hasBuildx ? '1' : '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const tail: string[] = []
  const follow = (chunk: Buffer): void => {
    for (const line of chunk.toString().split('\n')) {
      if (line.trim() === '') continue
      tail.push(line)
      if (tail.length > 40) tail.shift()
      if (/^(Step|#\d+ \[)/.test(line)) say(line.slice(0, 100))
    }
  }
  child.stdout.on('data', follow)
  child.stderr.on('data', follow)
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== 0) throw new Error(`docker build of ${tag} failed:\n${tail.join('\n')}`)
}

/** The stages before the last are as large as the image; nothing needs them once it exists. */
async function removeStages(): Promise<void> {
  await run('docker', ['image', 'prune', '-f', '--filter', 'label=eduscale.stage=build']).catch(() => undefined)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const tags = await buildImages((line) => console.error(line))
  for (const tag of tags) console.log(tag)
}
