import { defineConfig } from 'vitest/config'

const never = ['**/node_modules/**', '**/.next/**', 'problems/**']
const needsServices = ['**/*.integration.test.ts', '**/*.e2e.test.ts']

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
        // Real PostgreSQL, Redis and containers, started by `npm test`. One file at a time: each empties Redis.
        test: {
          name: 'integration',
          include: ['**/*.integration.test.ts'],
          exclude: never,
          sequence: { groupOrder: 1 },
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        // Chromium against two api nodes, a runner and the web app.
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.test.ts', 'apps/web/test/**/*.e2e.test.ts'],
          exclude: never,
          sequence: { groupOrder: 2 },
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
