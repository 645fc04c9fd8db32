import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A version of Node with the hash of its package for each architecture. */
export interface PinnedNode {
  version: string
  integrity: { x64: string; arm64: string }
}

/** The one that an image's folder names in node.json, into `dir`. */
export async function fetchNodeOfImage(imageDir: string, dir: string): Promise<void> {
  const pinned: PinnedNode = JSON.parse(await readFile(join(imageDir, 'node.json'), 'utf8'))
  await fetchNodeBinary(pinned, dir)
}

/**
 * Fetches Node's binary from npm into `dir`, by npm and therefore by the machine's own settings. It is no dependency in
 * package.json because the package's `node` would then stand before the machine's own in every npm script.
 */
export async function fetchNodeBinary(pinned: PinnedNode, dir: string): Promise<void> {
  const arch = process.arch === 'arm64' ? 'arm64' : 'x64'
  const { stdout } = await run('npm', ['pack', `node-linux-${arch}@${pinned.version}`, '--silent', '--pack-destination', dir])
  const archive = join(dir, stdout.trim())
  const hash = `sha512-${createHash('sha512')
    .update(await readFile(archive))
    .digest('base64')}`
  if (hash !== pinned.integrity[arch])
    throw new Error(`node-linux-${arch}@${pinned.version} has hash ${hash}, not the one that is pinned`)
  await run('tar', ['-xzf', archive, '-C', dir, '--strip-components=2', 'package/bin/node'])
  await run('rm', [archive])
}
