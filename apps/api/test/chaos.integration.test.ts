import { ChaosWorld } from '@eduscale/testing/chaos/chaos-world'
import { faultNames, type FaultName } from '@eduscale/testing/chaos/faults'
import { playRound } from '@eduscale/testing/chaos/play-round'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRunSeed, shareOf } from '../../../scripts/tests/share'

/**
 * Battles over two nodes, each fault once in the rounds of three runs; `npm run -s chaos` tries many more. Whatever failed meanwhile: every
 * battle ends, every client knows its whole log and has applied it in order, every acked command is in it once, and the database
 * breaks no invariant.
 */
let world: ChaosWorld

beforeAll(async () => {
  world = await ChaosWorld.start({ nodes: 2 })
}, 300_000)
afterAll(() => world?.close())

/** Two at a time, where they don't undo each other's healing: half as many rounds. */
const rounds: readonly (readonly FaultName[])[] = [
  ['redis-killed', 'clients-half-open'],
  ['redis-frozen', 'slow-transition'],
  ['redis-half-open', 'postgres-cut'],
  ['redis-resets', 'jobs-stalled'],
  ['postgres-frozen', 'node-stopped'],
  ['postgres-resets', 'clients-frozen'],
  ['postgres-killed', 'runner-silent'],
  ['node-killed', 'pubsub-killed'],
  ['node-killed-before-commit', 'redis-flushed'],
  ['node-killed-after-commit', 'clients-delayed'],
  ['node-killed-after-publish', 'redis-paused'],
  ['node-killed-after-ack', 'clients-cut'],
  ['node-blocked', 'player-gone'],
]

/** What some rounds are for must have happened, or they show nothing. */
let timeUps = 0

describe('battles go on, and nothing is lost or doubled', () => {
  const numbered = rounds.map((faults, index) => ({ what: faults.join(', '), faults, seed: 41 + index }))
  test.each(shareOf(numbered, 3))(
    '$what',
    async ({ faults, seed }) => {
      const round = await playRound(world, { seed, faults, battles: 3 })
      expect(round.violations).toEqual([])
      expect(round.commands).toBeGreaterThan(10)
      if (faults.includes('runner-silent')) expect(round.suspensions).toBeGreaterThan(0)
      if (faults.includes('player-gone')) expect(round.forfeits).toBeGreaterThan(0)
      timeUps += round.timeUps
    },
    300_000,
  )

  // Not every share has some that do.
  test.runIf(readRunSeed() === 'whole')('some battles ran out of time meanwhile', () => {
    expect(timeUps).toBeGreaterThan(0)
  })

  test('no fault is left out', () => {
    expect(faultNames.filter((name) => name !== 'none' && !rounds.flat().includes(name))).toEqual([])
  })
})
