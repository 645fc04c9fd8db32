import { z } from 'zod'
import { givenIdSchema } from '../id'
import { maxSourcesBytes } from '../judge'
import { languageIdSchema, languageListSchema } from '../language'
import { draftSchema, problemListSchema, shownProblemSchema, statementLangSchema } from '../problem'
import {
  rejudgeBodySchema,
  rejudgeFilterSchema,
  rejudgeItemsQuerySchema,
  rejudgeItemsSchema,
  rejudgeListSchema,
  rejudgePreviewSchema,
  rejudgeSetSchema,
} from '../rejudge'
import {
  draftBodySchema,
  practiceSubmitBodySchema,
  queuedSchema,
  runBodySchema,
  submissionListSchema,
  submissionSchema,
} from '../submission'
import type * as addresses from './judge-addresses'
import type { RoutesAt } from './route'

const idParams = z.object({ id: givenIdSchema })
const slugParams = z.object({ slug: z.string().max(100) })
const langQuery = z.object({ lang: statementLangSchema.default('en') })
const draftParams = slugParams.extend({ language: languageIdSchema })
/** As JSON text may take more bytes than its content: escapes double a line break. */
const sourcesLimitBytes = 2 * maxSourcesBytes + 128 * 1024

/** What programs are worth. */
export const judgeRoutes = {
  listProblems: {
    summary: 'All problems, the easiest first, with titles in a language where they have them in it.',
    action: 'problem:read',
    query: langQuery,
    answer: problemListSchema,
    refusals: [],
  },
  getProblem: {
    summary: 'A problem with its samples and its statement in a language; where it has none in it, in English.',
    action: 'problem:read',
    params: slugParams,
    query: langQuery,
    answer: shownProblemSchema,
    refusals: ['not-found'],
  },
  getPicture: {
    summary: 'A picture of a statement, by the hash of its bytes; it never changes.',
    action: 'problem:read',
    params: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) }),
    answer: 'picture',
    refusals: ['not-found'],
  },
  getDraft: {
    summary: 'One’s code for a problem in a language as it was last kept; null where there is none.',
    action: 'draft:keep',
    params: draftParams,
    answer: draftSchema.nullable(),
    refusals: [],
  },
  saveDraft: {
    summary: 'Keep one’s code for a problem in a language in place of what was there.',
    action: 'draft:keep',
    params: draftParams,
    body: draftBodySchema,
    answer: draftSchema,
    rate: { name: 'drafts', perMinute: 120 },
    repeating: 'harmless',
    refusals: ['not-found'],
  },
  run: {
    summary: 'Run a program on the samples of a problem, or on an input of one’s own.',
    action: 'program:judge',
    body: runBodySchema,
    answer: queuedSchema,
    status: 202,
    rate: { name: 'runs', perMinute: 60 },
    bodyLimitBytes: sourcesLimitBytes,
    repeating: 'by-attempt',
    refusals: ['not-found', 'not-a-player', 'wrong-state', 'too-many-submissions', 'execution-suspended', 'queue-full'],
  },
  submit: {
    summary: 'Have a program judged against all tests of a problem, outside of battles.',
    action: 'program:judge',
    body: practiceSubmitBodySchema,
    answer: queuedSchema,
    status: 202,
    rate: { name: 'submissions', perMinute: 30 },
    bodyLimitBytes: sourcesLimitBytes,
    repeating: 'by-own-id',
    refusals: ['not-found', 'already-playing', 'too-many-submissions', 'execution-suspended', 'queue-full'],
  },
  getSubmission: {
    summary: 'A submission of one’s own with its verdict.',
    action: 'submission:read',
    params: idParams,
    answer: submissionSchema,
    refusals: ['not-found'],
  },
  cancelSubmission: {
    summary: 'Withdraw a submission of one’s own that isn’t judged yet; answers it as it stands then.',
    action: 'submission:withdraw',
    params: idParams,
    answer: submissionSchema,
    rate: { name: 'cancels', perMinute: 60 },
    repeating: 'harmless',
    refusals: ['not-found', 'wrong-state'],
  },
  listSubmissions: {
    summary: 'One’s submissions on a problem, the newest first, without their tests.',
    // Fifty programs with all their files and words: megabytes, if somebody wants that.
    rate: { name: 'histories', perMinute: 60 },
    action: 'submission:list',
    params: slugParams,
    answer: submissionListSchema,
    refusals: [],
  },
  listLanguages: {
    summary: 'All languages, and which of them can be judged at the moment.',
    action: 'platform:read',
    answer: languageListSchema,
    refusals: [],
  },
  previewRejudge: {
    summary: 'How many submissions a rejudge would cover.',
    action: 'rejudge:manage',
    body: rejudgeFilterSchema,
    answer: rejudgePreviewSchema,
    repeating: 'harmless',
    refusals: [],
  },
  createRejudge: {
    summary: 'Judge submissions once more; nothing counts until it is applied.',
    action: 'rejudge:manage',
    body: rejudgeBodySchema,
    answer: rejudgeSetSchema,
    status: 201,
    repeating: 'by-own-id',
    refusals: ['not-found'],
  },
  listRejudges: {
    summary: 'The latest rejudges.',
    action: 'rejudge:manage',
    answer: rejudgeListSchema,
    refusals: [],
  },
  getRejudge: {
    summary: 'A rejudge as it stands.',
    action: 'rejudge:manage',
    params: idParams,
    answer: rejudgeSetSchema,
    refusals: ['not-found'],
  },
  listRejudgeItems: {
    summary: 'The submissions of a rejudge, with their verdicts before and after.',
    action: 'rejudge:manage',
    params: idParams,
    query: rejudgeItemsQuerySchema,
    answer: rejudgeItemsSchema,
    refusals: [],
  },
  applyRejudge: {
    summary: 'Let the new verdicts of a rejudge count.',
    action: 'rejudge:manage',
    params: idParams,
    answer: rejudgeSetSchema,
    repeating: 'by-attempt',
    refusals: ['not-found', 'wrong-state'],
  },
  discardRejudge: {
    summary: 'Give a rejudge up that was not applied.',
    action: 'rejudge:manage',
    params: idParams,
    answer: rejudgeSetSchema,
    repeating: 'by-attempt',
    refusals: ['not-found', 'wrong-state'],
  },
  undoRejudge: {
    summary: 'Take back that a rejudge was applied, or discarded.',
    action: 'rejudge:manage',
    params: idParams,
    answer: rejudgeSetSchema,
    repeating: 'by-attempt',
    refusals: ['not-found', 'wrong-state'],
  },
} as const satisfies RoutesAt<typeof addresses>
