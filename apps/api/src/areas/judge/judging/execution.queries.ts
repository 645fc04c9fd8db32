import { runnerHeartbeatSchema, type RunnerHeartbeat, type SpeedStep } from '@eduscale/contracts/judge'
import { Prisma, type Db } from '@eduscale/db'
import { z } from 'zod'
import { stepSchema } from './battle-step.queries'

/** What a heartbeat says of a runner; 1 if it wasn't there before, or was lost. */
export async function keepRunner(db: Db, runner: RunnerHeartbeat): Promise<number> {
  const { runnerId, breaker, slots, busySlots, sandboxLevel } = runner
  const languages = JSON.stringify(runner.languages)
  const step = runner.speed?.step ?? null
  const appeared = await db.$executeRaw`
    INSERT INTO runner (id, seen_at, breaker, slots, busy_slots, sandbox_level, languages, speed_step)
    VALUES (${runnerId}, clock_timestamp(), ${breaker}, ${slots}, ${busySlots}, ${sandboxLevel}, ${languages}::jsonb, ${step}::float8)
    ON CONFLICT (id) DO UPDATE SET lost_at = NULL WHERE runner.lost_at IS NOT NULL`
  await db.$executeRaw`
    UPDATE runner SET seen_at = clock_timestamp(), breaker = ${breaker}, slots = ${slots}, busy_slots = ${busySlots},
      sandbox_level = ${sandboxLevel}, languages = ${languages}::jsonb, speed_step = ${step}::float8
    WHERE id = ${runnerId}`
  return appeared
}

export async function forgetRunner(db: Db, runnerId: string): Promise<void> {
  await db.$executeRaw`DELETE FROM runner WHERE id = ${runnerId}`
}

/** Judging goes on. A language can be judged when any runner that is alive has it. */
export async function extendLease(db: Db, sandboxLevel: string, leaseMs: number): Promise<void> {
  await db.$executeRaw`
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

const isSilent = (leaseMs: number) =>
  Prisma.sql`lost_at IS NULL AND seen_at < clock_timestamp() - ${leaseMs}::int * interval '1 millisecond'`
export const runnersAreSilent = (leaseMs: number) => Prisma.sql`EXISTS (SELECT FROM runner WHERE ${isSilent(leaseMs)})`

/** Their ids. */
export async function closeSilent(db: Db, leaseMs: number): Promise<string[]> {
  const lost = await db.sql<{ id: string }>`
    UPDATE runner SET lost_at = clock_timestamp() WHERE ${isSilent(leaseMs)} RETURNING id`
  return lost.map(({ id }) => id)
}

export const executionHasRunOut = Prisma.sql`EXISTS (
  SELECT FROM execution_state WHERE id = 1 AND state = 'judging' AND healthy_until < clock_timestamp())`

/** Suspends judging when the lease has run out. Any number of nodes may do it at once. */
export async function suspendIfSilent(db: Db): Promise<void> {
  await db.$executeRaw`
    UPDATE execution_state SET state = 'suspended', since = clock_timestamp(), reason = 'no healthy runner, or nothing can be queued'
    WHERE state = 'judging' AND healthy_until < clock_timestamp()`
}

export async function isSuspended(db: Db): Promise<boolean> {
  const { state } = await db.executionState.findUniqueOrThrow({ where: { id: 1 }, select: { state: true } })
  return state === 'suspended'
}

const judgedSchema = z.object({ state: z.enum(['judging', 'suspended']), reason: z.string() })

/** May anything be judged now, since when, and in which languages. */
export async function describeExecution(db: Db) {
  const row = await db.executionState.findUniqueOrThrow({ where: { id: 1 } })
  return {
    execution: { ...judgedSchema.parse(row), since: row.since.toISOString() },
    sandboxLevel: row.sandboxLevel,
    languages: runnerHeartbeatSchema.shape.languages.parse(row.languages ?? []),
  }
}

export interface Capacity {
  /** Null: of runners that haven't said. */
  step: SpeedStep | null
  runners: number
  slots: number
  busySlots: number
}

/** Of the runners that are alive, by speed step. */
export async function listCapacity(db: Db): Promise<Capacity[]> {
  const steps = await db.runner.groupBy({
    by: ['speedStep'],
    where: { lostAt: null },
    orderBy: { speedStep: 'asc' },
    _count: true,
    _sum: { slots: true, busySlots: true },
  })
  return steps.map(({ speedStep, _count, _sum }) => ({
    step: stepSchema.parse(speedStep),
    runners: _count,
    slots: _sum.slots ?? 0,
    busySlots: _sum.busySlots ?? 0,
  }))
}
