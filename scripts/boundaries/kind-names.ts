import { problemKinds } from '@eduscale/contracts/problem-kind'

/** Words that mean something else where nothing says that of a kind of problem: `typeof x === 'function'`, a tab of files. */
const common = ['files', 'function']
const all = `'(?:${problemKinds.join('|')})'`
const telling = `'(?:${problemKinds.filter((kind) => !common.includes(kind)).join('|')})'`
const asked = String.raw`\b(?:io|kind)\b`

/** Signs that a file asks of which kind a problem is. */
const signs: readonly RegExp[] = [
  new RegExp(String.raw`${asked}\s*[!=]==?\s*${all}`),
  new RegExp(String.raw`${all}\s*[!=]==?\s*(?:\w+\??\.)*(?:io|kind)\b`),
  new RegExp(String.raw`[!=]==?\s*${telling}`),
  new RegExp(String.raw`${telling}\s*[!=]==?`),
  new RegExp(String.raw`\bcase ${telling}:`),
  new RegExp(String.raw`switch \([^)]*${asked}[^)]*\) \{[^}]*?\bcase ${all}:`),
  new RegExp(String.raw`\[[^\]]*${telling}[^\]]*\](?: as const)?\)?\.(?:includes|indexOf|some)\(`),
  new RegExp(String.raw`\{[^{}]*\b${telling.replaceAll("'", '')}:[^{}]*\}\[[^\]]*${asked}`),
  new RegExp(String.raw`\bio\s*->>?\s*'kind'\s*(?:=|<>|!=|IN\b)`, 'i'),
]

/** The list of kinds, their rules, and each storey's folder with a file for each. */
const registries = [
  'packages/contracts/src/problem-kind.ts',
  'packages/contracts/src/test-set.ts',
  'packages/rules/src/problem-kinds.ts',
  'packages/problem-package/src/kinds/',
  'apps/runner/src/judge/kinds/',
  'apps/web/src/workbench/problem-kinds/',
]
const tests = /^scripts\/boundaries\/|\.test\.tsx?$|^(bench|e2e)\/|^(apps|packages)\/[^/]+\/test\/|^packages\/testing\//

/** Files that may: the registries, and what is no part of the product. */
export function mayKnowKinds(path: string): boolean {
  return registries.some((place) => path.startsWith(place)) || tests.test(path)
}

/** The lines that show it. */
export function findKinds(source: string): string[] {
  const lines = signs.flatMap((sign) => {
    const found = sign.exec(source)
    return found ? [lineAt(source, found.index + found[0].length - 1)] : []
  })
  return [...new Set(lines)]
}

function lineAt(source: string, index: number): string {
  const end = source.indexOf('\n', index)
  return source.slice(source.lastIndexOf('\n', index) + 1, end === -1 ? undefined : end).trim()
}

/** Each of the former must be found, none of the latter. */
export const kindCanary = {
  caught: [
    "if (judging.io.kind === 'interactive') return null",
    "const isFunction = problem.io === 'function'",
    "const { io } = problem\nif (io !== 'files') return",
    "if ('files' === problem.io) return",
    "const how = problem.io\nreturn how === 'outputs'",
    "switch (io.kind) {\n  case 'function':\n    return driver\n}",
    "switch (how) {\n  case 'interactive':\n    return talk\n}",
    "if (['interactive', 'outputs'].includes(io)) return",
    'return { interactive: talk, stdio: run }[io]',
    "await db.sql`SELECT slug FROM problem p WHERE p.io->>'kind' = 'files'`",
  ],
  innocent: [
    "if (typeof read === 'function') return",
    "{tab === 'files' && <FilesPanel />}",
    "t('outputs')",
    "const plain = { io: { kind: 'stdio' } }",
    "'languages', nullif(p.languages, '{}'), 'io', p.io->>'kind', 'timeMs', p.time_ms",
    "if (kindRules[io].submission === 'program') return",
    "switch (test.kind) {\n  case 'right':\n    return\n}\nswitch (tab) {\n  case 'files':\n    return\n}",
  ],
}
