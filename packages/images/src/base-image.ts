import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { hasImage, type Say } from './docker-build'
import { readHostApt } from './host-apt'

const run = promisify(execFile)
const officialBase = 'debian:trixie-slim'
const bootstrappedBase = 'eduscale/base:trixie'
const pullTimeoutMs = 20_000

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
