import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { KilledBeforeReady } from '../platform-process'
import type { ChaosNode, ChaosWorld } from './chaos-world'
import { leaveForGood, untilRunning } from './leave-for-good'
import type { ChaosBattle } from './open-battle'
import type { Random } from './random'

/** Something breaks, lasts, and is healed before it resolves. */
type Fault = (world: ChaosWorld, random: Random, battles: readonly ChaosBattle[]) => Promise<void>

const pickNode = (world: ChaosWorld, random: Random): ChaosNode => random.pick(world.nodes)

export const faults = {
  none: async () => sleep(1_000),

  'redis-killed': async (world, random) => {
    await world.servers.redis.kill()
    await sleep(random.between(200, 3_000))
    await world.servers.redis.start()
    await world.replaceRunner()
  },
  'redis-flushed': async (world, random) => {
    for (let time = 0; time < 3; time += 1) {
      await withRedis(world, (redis) => redis.flushall())
      await sleep(random.between(100, 1_000))
    }
  },
  'redis-paused': async (world, random) => {
    const pauseMs = random.between(1_000, 4_000)
    await withRedis(world, (redis) => redis.call('CLIENT', 'PAUSE', String(pauseMs), 'ALL'))
    await sleep(pauseMs)
  },
  'pubsub-killed': async (world, random) => {
    for (let time = 0; time < 6; time += 1) {
      await withRedis(world, (redis) => redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub'))
      await sleep(random.between(50, 600))
    }
  },
  'redis-frozen': async (world, random) => network(world.servers.redis.proxy, 'freeze', random.between(1_000, 5_000)),
  'redis-half-open': async (world, random) => network(world.servers.redis.proxy, 'half-open', random.between(1_000, 5_000)),
  'redis-resets': async (world, random) => network(world.servers.redis.proxy, 'reset', random.between(500, 4_000)),

  'postgres-frozen': async (world, random) => network(world.servers.postgres.proxy, 'freeze', random.between(500, 4_000)),
  'postgres-resets': async (world, random) => network(world.servers.postgres.proxy, 'reset', random.between(500, 3_000)),
  'postgres-cut': async (world, random) => {
    for (let time = 0; time < 4; time += 1) {
      world.servers.postgres.proxy.cut()
      await sleep(random.between(100, 800))
    }
  },
  'postgres-killed': async (world, random) => {
    await world.servers.postgres.kill()
    await world.forgetConnections()
    await sleep(random.between(0, 1_000))
    await world.servers.postgres.start()
  },
  'slow-transition': async (world, random) => {
    await insist(
      world,
      `CREATE OR REPLACE FUNCTION chaos_sleep() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_sleep(${random.between(100, 400) / 1_000}); RETURN NEW; END $$`,
    )
    await insist(
      world,
      'CREATE OR REPLACE TRIGGER chaos_sleep BEFORE UPDATE ON battle FOR EACH ROW EXECUTE FUNCTION chaos_sleep()',
    )
    await sleep(4_000)
    await insist(world, 'DROP TRIGGER IF EXISTS chaos_sleep ON battle')
  },

  'node-stopped': async (world, random) => {
    const node = pickNode(world, random)
    node.process.signal('SIGSTOP')
    await sleep(random.between(1_500, 7_000))
    node.process.signal('SIGCONT')
  },
  'node-killed': async (world, random) => {
    const node = pickNode(world, random)
    node.process.signal('SIGKILL')
    await sleep(random.between(0, 3_000))
    await world.replaceNode(node)
  },
  'node-killed-before-commit': async (world, random) => atFailpoint(world, random, 'before-commit=kill'),
  'node-killed-after-commit': async (world, random) => atFailpoint(world, random, 'after-commit=kill'),
  'node-killed-after-publish': async (world, random) => atFailpoint(world, random, 'after-publish=kill'),
  'node-killed-after-ack': async (world, random) => atFailpoint(world, random, 'after-ack=kill'),
  'node-blocked': async (world, random) => {
    const node = pickNode(world, random)
    await world.replaceNode(node, { FAILPOINTS: `${random.pick(['before-commit', 'after-commit'])}=block:1500%5` })
    await sleep(5_000)
    await world.replaceNode(node)
  },

  'clients-cut': async (world, random) => {
    for (let time = 0; time < 8; time += 1) {
      pickNode(world, random).proxy.cut()
      await sleep(random.between(50, 600))
    }
  },
  'clients-frozen': async (world, random) => network(pickNode(world, random).proxy, 'freeze', random.between(1_000, 7_000)),
  'clients-half-open': async (world, random) => network(pickNode(world, random).proxy, 'half-open', random.between(1_000, 7_000)),
  'clients-delayed': async (world, random) => {
    const node = pickNode(world, random)
    node.proxy.setDelay(random.between(100, 800))
    await sleep(4_000)
    node.proxy.setDelay(0)
  },

  'jobs-stalled': async (world) => {
    world.runner.stalls = true
    await sleep(4_000)
    world.runner.stalls = false
  },
  // For longer than its lease: battles are suspended, and go on.
  'runner-silent': async (world, random, battles) => {
    await Promise.race(battles.map(untilRunning))
    world.runner.isSilent = true
    await sleep(random.between(6_500, 11_000))
    world.runner.isSilent = false
  },

  'player-gone': leaveForGood,
} satisfies Record<string, Fault>

export type FaultName = keyof typeof faults
export const faultNames = Object.keys(faults) as FaultName[]

/** Again while PostgreSQL is away, as another fault may have it. */
async function insist(world: ChaosWorld, sql: string): Promise<void> {
  for (const deadline = Date.now() + 30_000; ; await sleep(200)) {
    try {
      await world.query(sql)
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
      // It comes back at another port.
      await world.forgetConnections()
    }
  }
}

async function network(
  proxy: { set: (mode: 'pass' | 'freeze' | 'half-open' | 'reset') => void },
  mode: 'freeze' | 'half-open' | 'reset',
  lastsMs: number,
): Promise<void> {
  proxy.set(mode)
  await sleep(lastsMs)
  proxy.set('pass')
}

/**
 * A node in whose code the failpoint waits takes another's place; it dies there, or after a while, when nobody came by. That may be
 * before it is ready: its loops begin to work on the battles that there are.
 */
async function atFailpoint(world: ChaosWorld, random: Random, action: string): Promise<void> {
  const node = pickNode(world, random)
  try {
    await world.replaceNode(node, { FAILPOINTS: `${action}@${random.between(1, 6)}` })
    await Promise.race([node.process.ended, sleep(5_000)])
  } catch (error) {
    if (!(error instanceof KilledBeforeReady)) throw error
  }
  await world.replaceNode(node)
}

async function withRedis(world: ChaosWorld, act: (redis: Redis) => Promise<unknown>): Promise<void> {
  const redis = new Redis(world.servers.redis.directUrl())
  try {
    await act(redis)
  } finally {
    redis.disconnect()
  }
}
