import type { Eligibility, Invite, LiveBattles, RoomList, Status } from '@eduscale/contracts/arena'
import type { AuditPage, AuditQuery } from '@eduscale/contracts/audit'
import type { PeoplePage, PeopleQuery, Person } from '@eduscale/contracts/person'
import type { OwnAccount } from '@eduscale/contracts/own-account'
import type { Passkeys } from '@eduscale/contracts/passkey'
import type { ProblemSummary, ShownProblem, StatementLang } from '@eduscale/contracts/problem'
import type { RejudgeItems, RejudgeItemsQuery, RejudgeSet } from '@eduscale/contracts/rejudge'
import type { SecurityEvent } from '@eduscale/contracts/security-event'
import type { Sessions } from '@eduscale/contracts/session'
import type { Submission } from '@eduscale/contracts/submission'
import { configureStore } from '@reduxjs/toolkit'
import { buildCreateApi, coreModule, fakeBaseQuery, type BaseQueryApi } from '@reduxjs/toolkit/query'
import { reactHooksModule } from '@reduxjs/toolkit/query/react'
import { createContext } from 'react'
import { createDispatchHook, createSelectorHook, createStoreHook, type ReactReduxContextValue } from 'react-redux'
import type { AnswerOf } from '@eduscale/contracts/routes/all'
import { EduscaleApi } from '../api/eduscale-api'
import { isApiError } from '@eduscale/client/http-client'
import type { ReadError } from './read-error'
import { withinTime } from './within-time'

/** Apart from the app's store: the battle page has neither this context nor the code behind it. */
export const QueriesContext = createContext<ReactReduxContextValue | null>(null)

const createApi = buildCreateApi(
  coreModule(),
  reactHooksModule({
    hooks: {
      useDispatch: createDispatchHook(QueriesContext),
      useSelector: createSelectorHook(QueriesContext),
      useStore: createStoreHook(QueriesContext),
    },
  }),
)

/** Of what hangs on who asks: see `useAsker`. */
interface Asked {
  asker: string
}

type Answered<Answer> = { data: Answer; error?: undefined } | { data?: undefined; error: ReadError }

/** One read of the api's client, which ends in time. */
async function read<Answer>(
  { extra, signal }: BaseQueryApi,
  call: (api: EduscaleApi, options: { signal: AbortSignal }) => Promise<Answer>,
): Promise<Answered<Answer>> {
  if (!(extra instanceof EduscaleApi)) throw new Error('the store of reads was made without the api')
  try {
    return { data: await withinTime(async (within) => call(extra, { signal: within }), { signal }) }
  } catch (error) {
    if (!isApiError(error)) throw error
    const { code, status, data } = error
    return { error: { code, status, data } }
  }
}

/** By what the page before ended with; null for the first. */
const byCursor = {
  initialPageParam: null,
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor ?? undefined,
}

/**
 * What pages read, apart from the battle's, which hears it all by its room. An answer is shown again at once when one comes back to it,
 * and asked for anew.
 */
export const queries = createApi({
  reducerPath: 'queries',
  baseQuery: fakeBaseQuery<ReadError>(),
  refetchOnMountOrArgChange: true,
  endpoints: (build) => ({
    ownAccount: build.query<OwnAccount, Asked>({
      queryFn: async (_asked, ask) => read(ask, async (api, options) => api.getOwnAccount(options)),
    }),
    passkeys: build.query<Passkeys, Asked>({
      queryFn: async (_asked, ask) => read(ask, async (api, options) => api.listPasskeys(options)),
    }),
    sessions: build.query<Sessions, Asked>({
      queryFn: async (_asked, ask) => read(ask, async (api, options) => api.listSessions(options)),
    }),
    securityEvents: build.query<SecurityEvent[], Asked>({
      queryFn: async (_asked, ask) => read(ask, async (api, options) => api.listSecurityEvents(options)),
    }),
    status: build.query<Status, void>({
      queryFn: async (_none, ask) => read(ask, async (api, options) => api.getStatus(options)),
    }),
    problems: build.query<ProblemSummary[], Asked & { lang: StatementLang }>({
      queryFn: async ({ lang }, ask) => read(ask, async (api, options) => api.listProblems(lang, options)),
    }),
    problem: build.query<ShownProblem, { slug: string; lang: StatementLang }>({
      queryFn: async ({ slug, lang }, ask) => read(ask, async (api, options) => api.getProblem(slug, lang, options)),
    }),
    submissions: build.query<Submission[], Asked & { slug: string }>({
      queryFn: async ({ slug }, ask) => read(ask, async (api, options) => api.listSubmissions(slug, options)),
    }),
    rejudges: build.query<RejudgeSet[], Asked>({
      queryFn: async (_asked, ask) => read(ask, async (api, options) => api.listRejudges(options)),
    }),
    rejudge: build.query<RejudgeSet, Asked & { id: string }>({
      queryFn: async ({ id }, ask) => read(ask, async (api, options) => api.getRejudge(id, options)),
    }),
    rejudgeItems: build.infiniteQuery<RejudgeItems, Asked & { id: string; query: RejudgeItemsQuery }, string | null>({
      infiniteQueryOptions: byCursor,
      queryFn: async ({ queryArg: { id, query }, pageParam }, ask) =>
        read(ask, async (api, options) =>
          api.listRejudgeItems(id, { ...query, ...(pageParam !== null && { cursor: pageParam }) }, options),
        ),
    }),
    people: build.infiniteQuery<PeoplePage, Asked & { query: PeopleQuery }, string | null>({
      infiniteQueryOptions: byCursor,
      queryFn: async ({ queryArg: { query }, pageParam }, ask) =>
        read(ask, async (api, options) =>
          api.listPeople({ ...query, ...(pageParam !== null && { cursor: pageParam }) }, options),
        ),
    }),
    person: build.query<Person, Asked & { id: string }>({
      queryFn: async ({ id }, ask) => read(ask, async (api, options) => api.getPerson(id, options)),
    }),
    audit: build.infiniteQuery<AuditPage, Asked & { query: AuditQuery }, string | null>({
      infiniteQueryOptions: byCursor,
      queryFn: async ({ queryArg: { query }, pageParam }, ask) =>
        read(ask, async (api, options) => api.listAudit({ ...query, ...(pageParam !== null && { cursor: pageParam }) }, options)),
    }),
    eligibility: build.query<Eligibility, Asked>({
      queryFn: async (_asked, ask) => read(ask, async (api, options) => api.getEligibility(options)),
    }),
    invite: build.query<Invite, Asked & { id: string }>({
      queryFn: async ({ id }, ask) => read(ask, async (api, options) => api.getInvite(id, options)),
    }),
    rooms: build.query<RoomList['rooms'], void>({
      queryFn: async (_none, ask) => read(ask, async (api, options) => api.listRooms(options)),
    }),
    liveBattles: build.query<LiveBattles['battles'], void>({
      queryFn: async (_none, ask) => read(ask, async (api, options) => api.listLiveBattles(options)),
    }),
    battles: build.infiniteQuery<AnswerOf<'listBattles'>, Asked, string | null>({
      infiniteQueryOptions: byCursor,
      queryFn: async ({ pageParam }, ask) => read(ask, async (api, options) => api.listBattles(pageParam, options)),
    }),
  }),
})

export function createQueriesStore(api: EduscaleApi) {
  return configureStore({
    reducer: { [queries.reducerPath]: queries.reducer },
    middleware: (defaults) => defaults({ thunk: { extraArgument: api } }).concat(queries.middleware),
    devTools: false,
  })
}

/** For what changes by itself: asked again while somebody looks, and when they come back. */
export function livePolling(everyMs: number) {
  return { pollingInterval: everyMs, skipPollingIfUnfocused: true, refetchOnFocus: true } as const
}
