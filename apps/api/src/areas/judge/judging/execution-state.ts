import { runnerHeartbeatChannel, runnerHeartbeatSchema, type RunnerHeartbeat } from '@eduscale/contracts/judge'
import { Prisma } from '@eduscale/db'
import { listenJson } from '@eduscale/platform/listen-json'
import type { Redis } from '@eduscale/platform/redis'
import type { AppContext } from '../../../app-context'

/**
 * One truth for "may anything be judged now": the row `execution_state`. A healthy runner's heartbeat, heard by any worker that can
 * queue jobs, extends a lease in it; when the lease runs out judging is suspended. So a node that doesn't hear Redis can't open it
 * alone, and messages that still pass prove nothing while neither end can write to the queue.
 */
export function hearRunners(app: AppContext, sub: Redis): void {
  listenJson({
    sub,
    channel: runnerHeartbeatChannel,
    schema: runnerHeartbeatSchema,
    log: app.log,
    handle: (runner) => hear(app, runner),
  })
}

/** Every worker hears every beat, so what is counted is counted by the one whose statement changed the row. */
async function hear(app: AppContext, runner: RunnerHeartbeat): Promise<void> {
  const { runnerId, breaker, slots, busySlots, sandboxLevel } = runner
  const languages = JSON.stringify(runner.languages)
  const step = runner.speed?.step ?? null
  if (slots === 0) {
    await app.db.$executeRaw`DELETE FROM runner WHERE id = ${runnerId}`
    return
  }
  const appeared = await app.db.$executeRaw`
    INSERT INTO runner (id, seen_at, breaker, slots, busy_slots, sandbox_level, languages, speed_step)
    VALUES (${runnerId}, clock_timestamp(), ${breaker}, ${slots}, ${busySlots}, ${sandboxLevel}, ${languages}::jsonb, ${step}::float8)
    ON CONFLICT (id) DO UPDATE SET lost_at = NULL WHERE runner.lost_at IS NOT NULL`
  app.metrics.runnersSeen.inc(appeared)
  await app.db.$executeRaw`
    UPDATE runner SET seen_at = clock_timestamp(), breaker = ${breaker}, slots = ${slots}, busy_slots = ${busySlots},
      sandbox_level = ${sandboxLevel}, languages = ${languages}::jsonb, speed_step = ${step}::float8
    WHERE id = ${runnerId}`
  if (breaker !== 'open' && (await app.judgeQueue.takesJobs())) await extendLease(app, runner)
}

/** A language can be judged when any runner that is alive has it. */
async function extendLease(app: AppContext, { sandboxLevel }: RunnerHeartbeat): Promise<void> {
  const leaseMs = app.config.RUNNER_LEASE_MS
  await app.db.$executeRaw`
    UPDATE execution_state SET
      since = CASE WHEN state = 'suspended' THEN clock_timestamp() ELSE since END,
      reason = 'runners are healthy', state = 'judging',
      healthy_until = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond',
      sandbox_level = ${sandboxLevel},
      languages = (
        SELECT coalesce(jsonb_agg(known.language ORDER BY known.place), '[]') FROM (
          SELECT DISTINCT ON (l.language->>'id') l.language, l.place
          FROM runner r, jsonb_array_elements(r.languages) WITH ORDINALITY AS l(language, place)
          WHERE r.lost_at IS NULL AND r.breaker <> 'open'
          ORDER BY l.language->>'id', l.language->>'version' DESC) known)
    WHERE id = 1`
}

const isSilent = (app: AppContext) =>
  Prisma.sql`lost_at IS NULL AND seen_at < clock_timestamp() - ${app.config.RUNNER_LEASE_MS}::int * interval '1 millisecond'`
export const runnersAreSilent = (app: AppContext) => Prisma.sql`EXISTS (SELECT FROM runner WHERE ${isSilent(app)})`

/** Whoever has been silent for a lease is lost: its jobs go to others, by Bull's locks, and its languages with it. */
export async function findLostRunners(app: AppContext): Promise<void> {
  const lost = await app.db.sql<{ id: string }>`
    UPDATE runner SET lost_at = clock_timestamp() WHERE ${isSilent(app)} RETURNING id`
  app.metrics.runnersLost.inc(lost.length)
  for (const { id } of lost) app.log.warn({ runnerId: id }, 'a runner fell silent')
}

export const executionHasRunOut = Prisma.sql`EXISTS (
  SELECT FROM execution_state WHERE id = 1 AND state = 'judging' AND healthy_until < clock_timestamp())`

/** Suspends judging when the lease has run out. Any number of nodes may do it at once. */
export async function suspendIfSilent({ db }: Pick<AppContext, 'db'>): Promise<void> {
  await db.$executeRaw`
    UPDATE execution_state SET state = 'suspended', since = clock_timestamp(), reason = 'no healthy runner, or nothing can be queued'
    WHERE state = 'judging' AND healthy_until < clock_timestamp()`
}
