import { z } from 'zod'
import { battleRulesSchema, ratingDeltaSchema, standingSchema } from './battle'
import { languageIdSchema } from './language'
import { verdictSchema } from './verdict'

const outcome = {
  problemSlug: z.string().nullable(),
  rules: battleRulesSchema.pick({ format: true, scoring: true, isRanked: true }),
  players: z.array(z.uuid()),
  winnerId: z.uuid().nullable(),
  winnerTeam: z.number().int().nullable(),
  standings: z.array(standingSchema),
  ratings: z.array(ratingDeltaSchema),
}

/**
 * What others may care about: written in the same statement as the state that it tells of, and delivered to every consumer at least once
 * (docs/decisions/0032-facts.md). A closed union. `subject` is whom it is about, `number` its place among the facts about them.
 */
const shapes = {
  /** Subject: the battle; number: the seq of its event. */
  'battle-finished': z.object(outcome),
  /** Likewise; the outcome as it is now. */
  'battle-corrected': z.object(outcome),
  /** Subject: the submission; number: its how many-th verdict. Of practice and battles, rejudges included; runs aren't told. */
  'submission-judged': z.object({
    kind: z.enum(['practice', 'battle']),
    userId: z.uuid(),
    battleId: z.uuid().nullable(),
    problemSlug: z.string(),
    language: languageIdSchema,
    verdict: verdictSchema,
    /** Accepted now less accepted before. */
    acceptedChange: z.union([z.literal(-1), z.literal(0), z.literal(1)]),
  }),
  /** Subject: the person; number 1. */
  'account-created': z.object({ kind: z.enum(['guest', 'member', 'bot']) }),
  /** A guest has become a member. Subject: the person; number 2. */
  'account-upgraded': z.object({}),
  /** Subject: the person; number: 2 and how many bans there were of them by then. */
  'account-banned': z.object({ until: z.iso.datetime().nullable() }),
  /** Nobody is this person any more. Subject: the person; number: above all others about them. */
  'account-deleted': z.object({}),
}

export type FactType = keyof typeof shapes
export const factTypes = Object.keys(shapes) as FactType[]
export const factAreas: Readonly<Record<FactType, string>> = {
  'battle-finished': 'arena',
  'battle-corrected': 'arena',
  'submission-judged': 'judge',
  'account-created': 'identity',
  'account-upgraded': 'identity',
  'account-banned': 'identity',
  'account-deleted': 'identity',
}

export type FactData<Type extends FactType> = z.infer<(typeof shapes)[Type]>

export type Fact = {
  [Type in FactType]: {
    /** Its name; not its place: what has a higher one can be told earlier. */
    id: string
    type: Type
    subject: string
    number: number
    at: Date
    data: FactData<Type>
  }
}[FactType]

/** Throws where a row isn't what its type says. */
export function parseFact(row: { id: string; type: string; subject: string; number: number; at: Date; data: unknown }): Fact {
  const type = z.enum(factTypes).parse(row.type)
  return { ...row, type, data: shapes[type].parse(row.data) } as Fact
}
