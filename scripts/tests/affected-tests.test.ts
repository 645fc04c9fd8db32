import { beforeAll, expect, test } from 'vitest'
import { readTestsAndSources, type Affected } from './affected-tests'

// On this repository itself.
let affectedBy: (changed: readonly string[]) => Affected
beforeAll(async () => {
  affectedBy = await readTestsAndSources()
}, 60_000)

const sealed = 'apps/api/test/sealed.integration.test.ts'
const battle = 'apps/api/test/battle.integration.test.ts'
const chaos = 'apps/api/test/chaos.integration.test.ts'
const model = 'packages/rules/src/battle-model.test.ts'
const hostile = 'apps/runner/test/hostile.integration.test.ts'
const kills = 'apps/runner/test/kills.integration.test.ts'
const judgeCommand = 'apps/runner/test/cli.integration.test.ts'
const duel = 'e2e/duel.e2e.test.ts'
const start = 'scripts/start.integration.test.ts'
const all = [sealed, battle, chaos, model, hostile, kills, judgeCommand, duel, start]

test.each<[changed: string, tests: string[]]>([
  // Nodes are started from bundles: no test imports them.
  ['apps/api/src/areas/arena/play/transition.ts', [sealed, battle, chaos, duel, start]],
  ['packages/rules/src/battle.ts', [sealed, battle, chaos, model, duel, start]],
  // A runner is started where a test wants verdicts.
  ['apps/runner/src/queue.ts', [battle, kills, start]],
  ['apps/runner/src/cli/judge.ts', [judgeCommand]],
  ['infra/images/boxd/box.c', [battle, hostile, kills, judgeCommand, start]],
  ['infra/seccomp/slot.json', [battle, hostile, kills, judgeCommand, start]],
  ['apps/runner/test/hostile/bpf.c', [hostile]],
  ['prisma/migrations/20261122040000_arena/migration.sql', [sealed, battle, chaos, duel, start]],
  ['apps/web/src/app/globals.css', [duel, start]],
  [sealed, [sealed]],
  ['packages/client/src/new-id.test.ts', []],
  ['docs/STATUS.md', []],
])('a change of %s', (changed, expected) => {
  const { tests, allBecauseOf } = affectedBy([changed])
  expect(all.filter((path) => tests.includes(path))).toEqual(expected)
  expect(allBecauseOf).toBeNull()
})

test('what every test runs by is a change of all', () => {
  const { tests, allBecauseOf } = affectedBy(['docs/STATUS.md', 'vitest.config.ts'])
  expect(allBecauseOf).toBe('vitest.config.ts')
  for (const path of all) expect(tests).toContain(path)
})
