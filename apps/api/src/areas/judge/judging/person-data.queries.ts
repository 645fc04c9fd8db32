import { Prisma } from '@eduscale/db'
import type { PersonData } from '../../../app/person-data'
import { rowsGo } from '../../../app/person-data.queries'

/** What the judge has of a person. What a validator says and how secret tests went is nobody's of those who submit. */
export const judgeData: readonly PersonData[] = [
  {
    column: 'draft.user_id',
    exported: {
      as: 'drafts',
      rows: (id) => Prisma.sql`
        SELECT problem_slug, language, code, 'drafts/' || problem_slug || '/' || language AS folder, saved_at
        FROM draft WHERE user_id = ${id}::uuid ORDER BY saved_at DESC, problem_slug, language`,
    },
    deleted: rowsGo('draft'),
  },
  {
    column: 'submission.user_id',
    exported: {
      as: 'submissions',
      rows: (id) => Prisma.sql`
        SELECT id, kind, battle_id, problem_slug, language, code, 'submissions/' || id AS folder, files, input, recv_at, judged_at,
               verdict, score, points, guest_address
        FROM submission WHERE user_id = ${id}::uuid ORDER BY recv_at DESC, id`,
    },
    // Those of battles are shown in their replays, and decide them.
    deleted: (id) => Prisma.sql`DELETE FROM submission WHERE user_id = ${id}::uuid AND battle_id IS NULL`,
  },
  {
    column: 'skill_tally.user_id',
    exported: {
      as: 'skills',
      rows: (id) => Prisma.sql`SELECT skill, accepted FROM skill_tally WHERE user_id = ${id}::uuid ORDER BY skill`,
    },
    deleted: rowsGo('skill_tally'),
  },
  ...(['rejudge_set.created_by', 'rejudge_set.closed_by'] as const).map((column) => ({
    column,
    exported: { not: 'it is in the audit, by what they did' },
    deleted: { stays: 'what was done with a role must be known' },
  })),
]
