import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../setup/workplace'
import { isFolder, isIn, readSourceGraph, type SourceGraph } from './source-graph'

/** Whoever changes these changes how every test runs. */
const underAll = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'vitest.config.ts', 'scripts/test.ts']

/** The platform for tests can start these, and does where a test asks for them. */
const startedOnRequest = [
  { program: 'apps/runner/src/main.ts', asked: /runner: true|startRunner\(|startBrowserPlatform\((?!\{ runner)/ },
  { program: 'apps/bot/src/main.ts', asked: /startBot\(/ },
]
const platform = 'packages/testing/src/test-platform.ts'

/** What neither imports nor names it, and stands on it all the same: by a script of package.json, or made from it. */
const besides = new Map<string, readonly string[]>([
  ['apps/runner/test/cli.integration.test.ts', ['apps/runner/src/cli/judge.ts']],
  ['apps/runner/test/package-cli.integration.test.ts', ['apps/runner/src/cli/package.ts']],
  ['packages/db/src/client.ts', ['prisma/schema']],
])

export interface Affected {
  tests: string[]
  /** The changed file for which all of them are; null: only these stand on what changed. */
  allBecauseOf: string | null
}

/** Reads all sources once; what it answers with finds the test files that stand on changed paths, by imports and by what they name. */
export async function readTestsAndSources(): Promise<(changed: readonly string[]) => Affected> {
  const files = await listSources()
  const tests = files.filter(isTest)
  const graph = await readSourceGraph(files)
  const reachOf = new Map(tests.map((test) => [test, reach(graph, test)]))
  return (changed) => {
    const cause = changed.find((path) => underAll.includes(path))
    if (cause !== undefined) return { tests, allBecauseOf: cause }
    // Of a folder that something reads, tests are no part.
    const isAffected = (test: string): boolean =>
      changed.some((path) => reachOf.get(test)?.some((one) => (isTest(path) ? one === path : isIn(one, path))) ?? false)
    return { tests: tests.filter(isAffected), allBecauseOf: null }
  }
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path)
}

async function listSources(): Promise<string[]> {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '*.ts', '*.tsx', '*.mjs']
  const { stdout } = await promisify(execFile)('git', args, { cwd: root, maxBuffer: 64 * 1024 * 1024 })
  return [...new Set(stdout.split('\0'))].filter(
    (path) => /^(apps|packages|scripts|infra|e2e)\//.test(path) && !path.endsWith('.d.ts') && existsSync(join(root, path)),
  )
}

/** All that a test stands on: files, and folders with whatever is in them. */
function reach(graph: SourceGraph, test: string): string[] {
  const asked = readFileSync(join(root, test), 'utf8')
  const onRequest = startedOnRequest.filter(({ asked: words }) => words.test(asked)).map(({ program }) => program)
  const seen = new Set<string>([test])
  const waiting = [test, ...onRequest]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    seen.add(path)
    const inside = isFolder(path) ? [...graph.keys()].filter((file) => isIn(path, file) && !isTest(file)) : []
    for (const next of [...(graph.get(path) ?? []), ...(besides.get(path) ?? []), ...inside]) {
      const isOnRequest = path === platform && startedOnRequest.some(({ program }) => program === next)
      if (!seen.has(next) && !isOnRequest) waiting.push(next)
    }
  }
  return [...seen]
}
