import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const copied = [
  'apps/api',
  'packages',
  'scripts',
  'bench',
  'infra/images',
  'infra/redis',
  'prisma',
  'prisma.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'vitest.config.ts',
]

/** Linked or made by the copy; what was bundled of the original's sources is no part of it. */
const own = new Set(['@eduscale', '.cache'])

/**
 * A copy of what the harness needs, in which code can be changed without anybody noticing. Its own packages are linked to each other
 * inside of the copy; everything that was installed is the original's.
 */
export async function makeTree(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'eduscale-mutant-'))
  for (const name of copied) {
    await cp(join(root, name), join(path, name), { recursive: true, filter: (from) => !/node_modules|\.turbo/.test(from) })
  }
  await symlink(join(root, 'problems'), join(path, 'problems'))
  const workspaces = join(path, 'node_modules/@eduscale')
  await mkdir(workspaces, { recursive: true })
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (!own.has(name)) await symlink(join(root, 'node_modules', name), join(path, 'node_modules', name))
  }
  for (const name of await readdir(join(path, 'packages'))) {
    await symlink(join(path, 'packages', name), join(workspaces, name))
    // What a package has installed for itself alone.
    await symlink(join(root, 'packages', name, 'node_modules'), join(path, 'packages', name, 'node_modules'))
  }
  return { path, remove: async () => rm(path, { recursive: true, force: true }) }
}

/** `find` is code as it stands, once. */
export interface Change {
  file: string
  find: string
  replace: string
}

export async function change(tree: string, { file, find, replace }: Change): Promise<void> {
  const path = join(tree, file)
  const text = await readFile(path, 'utf8')
  const times = text.split(find).length - 1
  if (times !== 1) throw new Error(`${file} has ${times} times: ${find}`)
  await writeFile(
    path,
    text.replace(find, () => replace),
  )
}
