import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { root } from '../setup/workplace'

/**
 * Files and folders, from the root, that a file of ours stands on: what it imports, and what it names. Tests start nodes and runners as
 * processes of their own and read images or programs by their paths: a path in quotes is as good as an import.
 */
export type SourceGraph = ReadonlyMap<string, ReadonlySet<string>>

const fromRoot = /['"`]((?:apps|packages|scripts|infra|prisma|problems|e2e|docs)\/[\w./-]*\w)['"`]/g
const besideIt = /(?:new URL\(|import\.meta\.dirname, )['"`]([\w./-]+)['"`]|['"`](\.\.?\/[\w./-]+\.(?:ts|tsx|mjs))['"`]/g

export async function readSourceGraph(files: readonly string[]): Promise<SourceGraph> {
  const graph = new Map<string, Set<string>>(files.map((file) => [file, new Set(namedIn(file))]))
  for (const [file, imports] of await readImports(files)) {
    for (const path of imports) graph.get(file)?.add(path)
  }
  return graph
}

/** Its own test names paths of all kinds, and reads none of them. */
const namesOnly = 'scripts/tests/affected-tests.test.ts'

function namedIn(file: string): string[] {
  if (file === namesOnly) return []
  const text = readFileSync(join(root, file), 'utf8')
  const paths = [
    ...[...text.matchAll(fromRoot)].map(([, path = '']) => path),
    ...[...text.matchAll(besideIt)].map(([, url, path]) => relative(root, resolve(root, dirname(file), url ?? path ?? ''))),
  ]
  return paths.filter((path) => path !== '' && !path.startsWith('..') && existsSync(join(root, path)))
}

/** By one bundle of everything, of which nothing is kept. */
async function readImports(files: readonly string[]): Promise<Map<string, string[]>> {
  const { metafile } = await build({
    stdin: { contents: files.map((file) => `import './${file}'`).join('\n'), resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'nowhere',
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    jsx: 'automatic',
    loader: { '.css': 'empty', '.svg': 'empty', '.woff2': 'empty' },
    plugins: [othersAreExternal],
  })
  return new Map(
    Object.entries(metafile.inputs).map(([file, { imports }]) => [
      file,
      imports.filter(({ external }) => !external).map(({ path }) => path),
    ]),
  )
}

const othersAreExternal: Plugin = {
  name: 'others are external',
  setup: (made) => {
    made.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@eduscale/') ? undefined : { external: true },
    )
  },
}

/** Whether one that was changed is this path, or lies in this folder. */
export function isIn(path: string, changed: string): boolean {
  return changed === path || changed.startsWith(`${path}/`)
}

export function isFolder(path: string): boolean {
  return statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ?? false
}
