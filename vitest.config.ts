import { defineConfig } from 'vitest/config'

const never = ['**/node_modules/**', '**/.next/**', 'problems/**']
const needsServices = ['**/*.integration.test.ts', '**/*.e2e.test.ts']

/**
 * They look at the whole machine for what a program may have left there: nobody else uses slots meanwhile. Functions are with them, so
 * that they take as long together as what runs beside them.
 */
const hostile = ['hostile', 'speed', 'signature'].map((name) => `apps/runner/test/${name}.integration.test.ts`)
/** They want both cores for themselves, or take them away from everybody. */
const last = ['busy-machine', 'limits', 'spreading', 'talks'].map((name) => `apps/runner/test/${name}.integration.test.ts`)
const sandbox = ['apps/runner/test/**/*.integration.test.ts']
/** A runner with real containers beside the nodes, faults of whole servers, or `npm start`. */
const platform = [
  'scripts/**/*.integration.test.ts',
  ...['battle', 'chaos', 'formats', 'node-death', 'practice', 'queue', 'records', 'rejudge', 'speed-steps', 'start-guards'].map(
    (name) => `apps/api/test/${name}.integration.test.ts`,
  ),
]
/** No more than there are Redis servers for them. */
const servers = (process.env['TEST_REDIS_URL'] ?? '').split(',').length
const patient = {
  testTimeout: 120_000,
  hookTimeout: 300_000,
  /** When the run began: its databases bear it in their names. */
  env: { TEST_RUN: process.env['TEST_RUN'] ?? String(Date.now()) },
}

// Projects follow each other by groupOrder; `npm test` runs some of them side by side (scripts/tests/lanes.ts).
export default defineConfig({
  test: {
    projects: [
      {
        // Pure: no network, no database, no clock. Part of `npm run check`.
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...never, ...needsServices],
          sequence: { groupOrder: 0 },
          // A process for each of 125 files took three times as long as what is in them.
          pool: 'threads',
          isolate: false,
          maxWorkers: '100%',
          testTimeout: 30_000,
        },
      },
      {
        // Real PostgreSQL and Redis, started by `npm test`; each of the files at work has a database and a Redis of its own.
        test: {
          name: 'integration',
          include: ['**/*.integration.test.ts'],
          exclude: [...never, ...platform, ...sandbox],
          sequence: { groupOrder: 1 },
          maxWorkers: servers,
          ...patient,
        },
      },
      {
        test: {
          name: 'integration-platform',
          include: platform,
          exclude: never,
          sequence: { groupOrder: 2 },
          maxWorkers: Math.min(2, servers),
          ...patient,
        },
      },
      {
        // Chromium against two api nodes, a runner and the web app.
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.test.ts', 'apps/web/test/**/*.e2e.test.ts'],
          exclude: never,
          sequence: { groupOrder: 2 },
          maxWorkers: Math.min(2, servers),
          ...patient,
          testTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'integration-hostile',
          include: hostile,
          exclude: never,
          sequence: { groupOrder: 3 },
          fileParallelism: false,
          ...patient,
        },
      },
      {
        // Slots on one core: one file at a time, since some count what their programs take.
        test: {
          name: 'integration-alone',
          include: sandbox,
          exclude: [...never, ...hostile, ...last],
          sequence: { groupOrder: 4 },
          fileParallelism: false,
          ...patient,
        },
      },
      {
        test: {
          name: 'integration-last',
          include: last,
          exclude: never,
          sequence: { groupOrder: 5 },
          fileParallelism: false,
          ...patient,
        },
      },
    ],
  },
})
