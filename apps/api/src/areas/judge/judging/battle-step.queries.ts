import { speedSteps, type SpeedStep } from '@eduscale/contracts/judge'
import { Prisma, type Db } from '@eduscale/db'
import { z } from 'zod'

/** Of a column; null where a job is for runners of any step. */
export const stepSchema = z.literal(speedSteps).nullable()

const isThere = Prisma.sql`r.lost_at IS NULL AND r.breaker <> 'open' AND r.speed_step IS NOT NULL`

/** Whether the runner `r` is alive, has a step, and can judge the language of the submission `s`. */
const canJudge = Prisma.sql`${isThere} AND r.languages @> jsonb_build_array(jsonb_build_object('id', s.language))`

/**
 * The speed step whose runners get a submission of a battle; null where no runner has said its step. All of a battle go to one step, so
 * that its players have the same limits: the first one draws it, and it holds as long as a runner of it can judge. Drawn is among the
 * steps that have most of the languages in which the battle may be fought, by how many slots each has: at another step the second
 * player's language might be missing. The row of the battle is locked by this, so of two that are first at once the second finds what
 * the first has drawn.
 */
export async function chooseStep(db: Db, submissionId: string): Promise<SpeedStep | null> {
  const [battle] = await db.sql<{ step: number | null }>`
    WITH asked AS (
      SELECT s.battle_id, s.language,
        CASE WHEN jsonb_typeof(b.rules->'languages') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(b.rules->'languages'))
          ELSE nullif(p.languages, '{}') END AS languages
      FROM submission s JOIN battle b ON b.id = s.battle_id JOIN problem p ON p.slug = s.problem_slug
      WHERE s.id = ${submissionId}::uuid
    ), able AS (
      SELECT r.speed_step AS step, sum(r.slots) AS slots FROM asked s JOIN runner r ON ${canJudge} GROUP BY r.speed_step
    ), best AS (
      SELECT able.step, able.slots, (
        SELECT count(DISTINCT l->>'id') FROM asked, runner r, jsonb_array_elements(r.languages) AS l
        WHERE ${isThere} AND r.speed_step = able.step AND (asked.languages IS NULL OR l->>'id' = ANY(asked.languages))) AS languages
      FROM able
    )
    UPDATE battle b SET speed_step = CASE
      WHEN b.speed_step IN (SELECT step FROM able) THEN b.speed_step
      ELSE coalesce((SELECT step FROM best ORDER BY languages DESC, -ln(1 - random()) / slots LIMIT 1), b.speed_step) END
    FROM asked WHERE b.id = asked.battle_id
    RETURNING b.speed_step AS step`
  const step = stepSchema.parse(battle?.step ?? null)
  await db.submission.update({ where: { id: submissionId }, data: { fedStep: step }, select: { id: true } })
  return step
}

/**
 * The step whose runners get an item of a rejudge: its battle's, as its submissions did. Null, for whichever runner there is, where it is
 * of no battle, or no runner of that step is left that could judge it; `wanted` tells the one from the other.
 */
export async function chooseStepOfItem(db: Db, itemId: string): Promise<{ step: SpeedStep | null; wanted: SpeedStep | null }> {
  const [item] = await db.sql<{ step: number | null; wanted: number | null }>`
    UPDATE rejudge_item i SET fed_step = (SELECT r.speed_step FROM runner r WHERE ${canJudge} AND r.speed_step = b.speed_step LIMIT 1)
    FROM submission s LEFT JOIN battle b ON b.id = s.battle_id
    WHERE i.id = ${itemId}::uuid AND s.id = i.submission_id
    RETURNING i.fed_step AS step, b.speed_step AS wanted`
  return { step: stepSchema.parse(item?.step ?? null), wanted: stepSchema.parse(item?.wanted ?? null) }
}

/** Steps of the runners that there are. */
export async function listSteps(db: Db): Promise<SpeedStep[]> {
  const rows = await db.sql<{ step: number }>`SELECT DISTINCT r.speed_step AS step FROM runner r WHERE ${isThere}`
  return rows.map(({ step }) => z.literal(speedSteps).parse(step))
}

/** Its job is with a step of which no runner is left that could judge it, and another step has one. */
export function isLeftByItsStep({ fedStep, submissionId }: Record<'fedStep' | 'submissionId', Prisma.Sql>): Prisma.Sql {
  return Prisma.sql`
    (${fedStep} IS NOT NULL AND (
      SELECT count(*) > 0 AND NOT bool_or(r.speed_step = ${fedStep})
      FROM submission s JOIN runner r ON ${canJudge} WHERE s.id = ${submissionId}))`
}
