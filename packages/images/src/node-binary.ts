import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

interface Pinned {
  version: string
  integrity: Record<string, string>
}

/**
 * Fetches Node's binary from npm into `dir`, by npm and therefore by the machine's own settings. It is no dependency in
 * package.json because the package's `node` would then stand before the machine's own in every npm script.
 */
export async function fetchNodeBinary(imageDir: string, dir: string): Promise<void> {
  const pinned: Pinned = JSON.parse(await readFile(join(imageDir, 'node.json'), 'utf8'))
  const arch = process.arch === 'arm64' ? 'arm64' : 'x64'
  const { stdout } = await run('npm', ['pack', `node-linux-${arch}@${pinned.version}`, '--silent', '--pack-destination', dir])
  const archive = join(dir, stdout.trim())
  const hash = `sha512-${createHash('sha512')
    .update(await readFile(archive))
    .digest('base64')}`
  if (hash !== pinned.integrity[arch])
    throw new Error(`node-linux-${arch}@${pinned.version} has hash ${hash}, not the one in node.json`)
  await run('tar', ['-xzf', archive, '-C', dir, '--strip-components=2', 'package/bin/node'])
  await run('rm', [archive])
}
