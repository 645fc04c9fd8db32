import type { AreaManifest } from '../../app/area-manifest'
import { forgetPerson } from '../../facts/forget-person'
import { processVerdicts } from '../../queues/verdict-queue'
import { applyVerdict } from './judging/apply-verdict'
import { findLostRunners, hearRunners } from './judging/execution-state'
import { executionHasRunOut, runnersAreSilent, suspendIfSilent } from './judging/execution.queries'
import { feedRunners } from './judging/feed-runners'
import { measureJudging } from './judging/measure-judging'
import { relayProgress } from './judging/relay-progress'
import { createRequeuer } from './judging/requeue-lost'
import { submissionsAreOpen } from './judging/requeue.queries'
import { judgeData } from './judging/person-data.queries'
import { judgingPrunings, submissionTraces } from './judging/retention.queries'
import { submissionsWait } from './judging/submission.queries'
import { submissionRoutes } from './judging/submission.routes'
import { tallySkills } from './judging/tally-skills'
import { languageRoutes } from './language/language.routes'
import { draftTraces } from './problem/draft.queries'
import { problemRoutes } from './problem/problem.routes'
import { testSetRoutes } from './problem/test-set.routes'
import { advanceRejudges } from './rejudge/advance-rejudges'
import { recordRejudgement } from './rejudge/record-rejudgement'
import { rejudgeRoutes } from './rejudge/rejudge.routes'
import { itemsAreOpen } from './rejudge/rejudge-item.queries'
import { setsAdvance } from './rejudge/rejudge.queries'
import { createItemRequeuer } from './rejudge/requeue-items'

/** What programs are worth: problems, submissions and runs, the runners' queue, judging again. */
export const judgeArea = {
  name: 'judge',
  routes: (http, app) => {
    problemRoutes(http, app)
    submissionRoutes(http, app)
    languageRoutes(http, app)
    rejudgeRoutes(http, app)
  },
  internalRoutes: testSetRoutes,
  frames: (_sockets, app) => {
    relayProgress(app, app.redis.listener)
    return []
  },
  chores: (app) => [
    { name: 'execution state', isDue: executionHasRunOut, work: () => suspendIfSilent(app.db) },
    { name: 'lost runners', isDue: runnersAreSilent(app.config.RUNNER_LEASE_MS), work: () => findLostRunners(app) },
    { name: 'feeder', isDue: submissionsWait, work: () => feedRunners(app) },
    // Of a long queue many have waited for long, and each is looked for.
    { name: 'requeue', everyMs: 2_000, isDue: submissionsAreOpen, work: createRequeuer(app) },
    { name: 'rejudges', everyMs: 2_000, isDue: setsAdvance, work: () => advanceRejudges(app) },
    { name: 'lost rejudgements', everyMs: 5_000, isDue: itemsAreOpen, work: createItemRequeuer(app) },
  ],
  listeners: (app) => {
    hearRunners(app, app.redis.listener)
    return [
      processVerdicts({
        redisUrl: app.config.REDIS_URL,
        log: app.log,
        apply: (result) => (result.origin.kind === 'rejudge' ? recordRejudgement(app, result) : applyVerdict(app, result)),
      }),
    ]
  },
  consumers: [tallySkills, forgetPerson('judge', judgeData)],
  gauges: measureJudging,
  prunings: ({ db }) => judgingPrunings(db),
  guestTraces: [submissionTraces, draftTraces],
  personData: judgeData,
} satisfies AreaManifest
