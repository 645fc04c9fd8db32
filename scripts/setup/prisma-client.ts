import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '../..')
const stamp = join(root, 'packages/db/src/generated/schema.sha256')

/** Generates packages/db/src/generated unless it is already what prisma/schema says; answers whether it had to. */
export async function generatePrismaClient(): Promise<boolean> {
  const { version } = JSON.parse(await readFile(join(root, 'node_modules/prisma/package.json'), 'utf8')) as { version: string }
  const hash = createHash('sha256')
    .update(version)
    .update(await readSchema())
    .digest('hex')
  if ((await readFile(stamp, 'utf8').catch(() => '')) === hash) return false
  await promisify(execFile)(join(root, 'node_modules/.bin/prisma'), ['generate'], {
    cwd: root,
    // `generate` works without Prisma's schema engine, a download, but insists on the name of some executable.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', CHECKPOINT_DISABLE: '1' },
  })
  await writeFile(stamp, hash)
  return true
}

/** All of its files, in the order of their names. */
async function readSchema(): Promise<string> {
  const folder = join(root, 'prisma/schema')
  const files = (await readdir(folder)).toSorted()
  return (await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))).join('\n')
}
