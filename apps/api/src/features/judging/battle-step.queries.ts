import { speedSteps, type SpeedStep } from '@eduscale/contracts/judge'
import { Prisma, type Db } from '@eduscale/db'
import { z } from 'zod'

/** Of a column; null where a job is for runners of any step. */
export const stepSchema = z.literal(speedSteps).nullable()

/** Whether the runner `r` is alive, has a step, and can judge the language of the submission `s`. */
const canJudge = Prisma.sql`
  r.lost_at IS NULL AND r.breaker <> 'open' AND r.speed_step IS NOT NULL
  AND r.languages @> jsonb_build_array(jsonb_build_object('id', s.language))`

/**
 * The speed step whose runners get a submission of a battle; null where no runner has said its step. All of a battle go to one step, so
 * that its players have the same limits: the first one draws it, by how many slots each step has, and it holds as long as a runner of
 * it can judge. The row of the battle is locked by this, so of two that are first at once the second finds what the first has drawn.
 */
export async function chooseStep(db: Db, submissionId: string): Promise<SpeedStep | null> {
  const [battle] = await db.sql<{ step: number | null }>`
    WITH able AS (
      SELECT r.speed_step AS step, sum(r.slots) AS slots FROM submission s JOIN runner r ON ${canJudge}
      WHERE s.id = ${submissionId}::uuid GROUP BY r.speed_step)
    UPDATE battle b SET speed_step = CASE
      WHEN b.speed_step IN (SELECT step FROM able) THEN b.speed_step
      ELSE coalesce((SELECT step FROM able ORDER BY -ln(1 - random()) / slots LIMIT 1), b.speed_step) END
    FROM submission s WHERE s.id = ${submissionId}::uuid AND b.id = s.battle_id
    RETURNING b.speed_step AS step`
  const step = stepSchema.parse(battle?.step ?? null)
  await db.submission.update({ where: { id: submissionId }, data: { fedStep: step }, select: { id: true } })
  return step
}

/** Of a row of submission: it is with a step of which no runner is left that could judge it, and another step has one. */
export const isLeftByItsStep = Prisma.sql`
  (fed_step IS NOT NULL AND (
    SELECT count(*) > 0 AND NOT bool_or(r.speed_step = s.fed_step)
    FROM submission s JOIN runner r ON ${canJudge} WHERE s.id = submission.id))`
