import { factAreas, type FactData, type FactType } from '@eduscale/contracts/facts'
import { Prisma } from '@eduscale/db'

/** A fact in code; `number` is its place among the facts about the subject. */
export interface NewFact<Type extends FactType = FactType> {
  type: Type
  subject: string
  number: number
  data: FactData<Type>
}

/** One that is known before its statement: a part of a `WITH` that writes it for each row of `source`, which is one or none. */
export function writeFact<Type extends FactType>(fact: NewFact<Type>, source: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO fact (area, type, subject, number, data)
    SELECT ${factAreas[fact.type]}::text, ${fact.type}::text, ${fact.subject}::text, ${fact.number}::int,
           ${JSON.stringify(fact.data)}::jsonb
    FROM ${source}`
}

/**
 * Of submissions that have just got a verdict. `source` has a row for each, with the columns id, kind, user_id, battle_id, problem_slug,
 * language, verdict and judgements as they are now, and old_verdict.
 */
export function writeJudgedFacts(source: Prisma.Sql): Prisma.Sql {
  const type: FactType = 'submission-judged'
  return Prisma.sql`
    INSERT INTO fact (area, type, subject, number, data)
    SELECT ${factAreas[type]}::text, ${type}::text, s.id::text, s.judgements, jsonb_build_object(
      'kind', s.kind, 'userId', s.user_id, 'battleId', s.battle_id, 'problemSlug', s.problem_slug, 'language', s.language,
      'verdict', s.verdict,
      'acceptedChange', (s.verdict = 'AC')::int - (s.old_verdict IS NOT DISTINCT FROM 'AC')::int)
    FROM ${source} s WHERE s.kind IN ('practice', 'battle')`
}
