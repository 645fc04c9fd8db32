import type { ChaosWorld } from '../../packages/testing/src/chaos/chaos-world'
import { TestPlayer } from '../../packages/testing/src/test-player'
import { pauseMs, startsPerPair, raceStarts, type RaceOptions, type RaceResult } from './start-race'

/** Races for battle starts with our guards, then by the lock alone, and prints both; whether it is as it should be. */
export async function tryStarts(
  world: ChaosWorld,
  given: { starts: number; redlockStarts: number; pauses: number; withinMs: number },
): Promise<boolean> {
  const { starts, redlockStarts, pauses, withinMs } = given
  const pairs: string[][] = []
  while (pairs.length < starts / startsPerPair) pairs.push(await makePair(world))
  // Nobody is going to play, and the nodes would abort one battle after the other.
  await Promise.all(world.nodes.map((node) => node.process.stop()))
  const race = {
    databaseUrl: world.servers.postgres.directUrl(),
    redisUrl: world.servers.redis.directUrl(),
    query: world.query.bind(world),
    pairs,
    withinMs,
  }
  const guarded = await raceAndTell('lock and unique key', { ...race, starts, pauses, variant: 'guarded' })
  const bare = await raceAndTell('Redlock alone', {
    ...race,
    starts: redlockStarts,
    pauses: Math.ceil((pauses * redlockStarts) / starts),
    variant: 'redlock-only',
  })
  // Without a duplicate there, the pauses did not bite, and the first line proves nothing.
  return guarded.duplicates === 0 && guarded.failures.length === 0 && bare.duplicates > 0
}

async function makePair(world: ChaosWorld): Promise<string[]> {
  const players = await Promise.all([0, 1].map(() => TestPlayer.create(world.urls)))
  return players.map(({ user }) => user.id)
}

async function raceAndTell(name: string, options: Omit<RaceOptions, 'onProgress'>): Promise<RaceResult> {
  const beganAt = performance.now()
  const seconds = () => Math.round((performance.now() - beganAt) / 1_000)
  const result = await raceStarts({
    ...options,
    onProgress: ({ done, duplicates, pauses }) =>
      console.error(`${name}: ${done} of ${options.starts} starts, ${pauses} pauses, ${duplicates} duplicates, ${seconds()} s`),
  })
  console.log(
    `${name}: ${2 * result.starts} attempts at ${result.starts} starts${result.starts < options.starts ? ' (the time was over)' : ''}, ${result.pauses} pauses of ${pauseMs} ms with the lock held, ` +
      `${result.duplicates} duplicate battles, ${seconds()} s`,
  )
  console.log(
    `  ${Object.entries(result.counters)
      .map(([counter, value]) => `${counter} ${value}`)
      .join(', ')}`,
  )
  for (const failure of result.failures) console.log(`  ${failure}`)
  return result
}
