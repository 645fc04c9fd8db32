import { defineConfig } from 'vitest/config'

const never = ['**/node_modules/**', '**/.next/**', 'problems/**']
const needsServices = ['**/*.integration.test.ts', '**/*.e2e.test.ts']

/** Real containers, or faults of whole servers. */
const alone = [
  'apps/runner/test/**/*.integration.test.ts',
  'scripts/**/*.integration.test.ts',
  ...['battle', 'chaos', 'formats', 'node-death', 'practice', 'queue', 'records', 'rejudge', 'start-guards'].map(
    (name) => `apps/api/test/${name}.integration.test.ts`,
  ),
]
/** As many files at a time as there are Redis servers for them. */
const filesAtATime = (process.env['TEST_REDIS_URL'] ?? '').split(',').length
/** When the run began: its databases bear it in their names. */
const env = { TEST_RUN: String(Date.now()) }

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
        },
      },
      {
        // Real PostgreSQL and Redis, started by `npm test`; each of the files at work has a database and a Redis of its own.
        test: {
          name: 'integration',
          include: ['**/*.integration.test.ts'],
          exclude: [...never, ...alone],
          sequence: { groupOrder: 1 },
          maxWorkers: filesAtATime,
          testTimeout: 120_000,
          hookTimeout: 300_000,
          env,
        },
      },
      {
        // Likewise, one file at a time: these take the slots of all cores, or the whole machine.
        test: {
          name: 'integration-alone',
          include: alone,
          exclude: never,
          sequence: { groupOrder: 2 },
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
          env,
        },
      },
      {
        // Chromium against two api nodes, a runner and the web app.
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.test.ts', 'apps/web/test/**/*.e2e.test.ts'],
          exclude: never,
          sequence: { groupOrder: 3 },
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
          env,
        },
      },
    ],
  },
})
