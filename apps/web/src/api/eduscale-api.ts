import type { Me, SignedIn } from '@eduscale/contracts/account'
import type {
  Eligibility,
  GhostBattleBody,
  Invite,
  InviteBody,
  LiveBattles,
  RoomBody,
  RoomList,
  Status,
  Ticket,
  TicketBody,
} from '@eduscale/contracts/arena'
import type { BattleSummary, BattleView, Programs, Rematch, Replay } from '@eduscale/contracts/battle'
import type { LanguageId, LanguageList } from '@eduscale/contracts/language'
import type { Difficulty, Draft, Problem, ProblemSummary } from '@eduscale/contracts/problem'
import type { BattleRecord } from '@eduscale/contracts/record'
import type { RejudgeBody, RejudgeItems, RejudgeItemsQuery, RejudgePreview, RejudgeSet } from '@eduscale/contracts/rejudge'
import type { PracticeSubmitBody, Queued, RunBody, Submission } from '@eduscale/contracts/submission'
import { HttpClient, type HttpClientOptions, type HttpRequest } from '@eduscale/client/http-client'

export interface BattlePage {
  battles: BattleSummary[]
  nextCursor: string | null
}

interface RematchAnswer {
  rematch: Rematch | null
}

interface ReadOptions {
  signal?: AbortSignal
}

/** A password is hashed by 0.3 s of a processor, two at a time: behind others, or on a slow machine, that takes long. */
const passwordTimeoutMs = 30_000

/** The longest are 32 MB. */
const replayTimeoutMs = 60_000

/** Every HTTP call of the web app, one line each. */
export class EduscaleApi {
  #http: HttpClient

  constructor(options: HttpClientOptions) {
    this.#http = new HttpClient(options)
  }

  createGuest = () => this.#post<SignedIn>('/v1/guests', {}, { token: null })
  register = (body: { name: string; password: string; attemptId: string }) =>
    this.#post<SignedIn>('/v1/accounts', body, { timeoutMs: passwordTimeoutMs })
  signIn = (body: { name: string; password: string; devices: string[] }) =>
    this.#post<SignedIn>('/v1/sessions', body, { token: null, timeoutMs: passwordTimeoutMs })
  signOut = () => this.#delete('/v1/sessions/current')
  getMe = (options?: ReadOptions) => this.#get<Me>('/v1/me', options)
  listLanguages = async (options?: ReadOptions) => (await this.#get<LanguageList>('/v1/languages', options)).languages
  getStatus = (options?: ReadOptions) => this.#get<Status>('/v1/status', options)

  listProblems = async (options?: ReadOptions) =>
    (await this.#get<{ problems: ProblemSummary[] }>('/v1/problems', options)).problems
  getProblem = (slug: string, options?: ReadOptions) => this.#get<Problem>(`/v1/problems/${encodeURIComponent(slug)}`, options)
  listSubmissions = async (slug: string, options?: ReadOptions) =>
    (await this.#get<{ submissions: Submission[] }>(`/v1/problems/${encodeURIComponent(slug)}/submissions`, options)).submissions

  getDraft = (slug: string, language: LanguageId, options?: ReadOptions) =>
    this.#get<Draft | null>(draftPath(slug, language), options)
  putDraft = (slug: string, language: LanguageId, code: string, isLast = false) =>
    this.#http.send<Draft>({ method: 'PUT', path: draftPath(slug, language), body: { code }, isLast })

  run = (body: RunBody) => this.#post<Queued>('/v1/runs', body)
  submit = (body: PracticeSubmitBody) => this.#post<Queued>('/v1/submissions', body)
  cancelSubmission = (id: string) => this.#post<Submission>(`/v1/submissions/${id}/cancel`, {})
  getSubmission = (id: string, options?: ReadOptions) => this.#get<Submission>(`/v1/submissions/${id}`, options)

  previewRejudge = (filter: RejudgeBody['filter']) => this.#post<RejudgePreview>('/v1/admin/rejudges/preview', filter)
  createRejudge = (body: RejudgeBody) => this.#post<RejudgeSet>('/v1/admin/rejudges', body)
  listRejudges = async (options?: ReadOptions) => (await this.#get<{ sets: RejudgeSet[] }>('/v1/admin/rejudges', options)).sets
  getRejudge = (id: string, options?: ReadOptions) =>
    this.#get<RejudgeSet>(`/v1/admin/rejudges/${encodeURIComponent(id)}`, options)
  listRejudgeItems = (id: string, query: RejudgeItemsQuery, options?: ReadOptions) =>
    this.#get<RejudgeItems>(
      `/v1/admin/rejudges/${encodeURIComponent(id)}/items?${new URLSearchParams(Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))).toString()}`,
      options,
    )
  changeRejudge = (id: string, step: 'apply' | 'discard' | 'undo') =>
    this.#post<RejudgeSet>(`/v1/admin/rejudges/${encodeURIComponent(id)}/${step}`, {})

  openTicket = (body: TicketBody) => this.#post<Ticket>('/v1/tickets', body)
  getTicket = (options?: ReadOptions) => this.#get<Ticket>('/v1/tickets/current', options)
  renewTicket = () => this.#post<Ticket>('/v1/tickets/current/renew', {})
  getEligibility = (options?: ReadOptions) => this.#get<Eligibility>('/v1/tickets/eligibility', options)
  cancelTicket = () => this.#delete('/v1/tickets/current')

  createInvite = (body: InviteBody) => this.#post<Invite>('/v1/invites', body)
  getInvite = (id: string, options?: ReadOptions) => this.#get<Invite>(`/v1/invites/${encodeURIComponent(id)}`, options)
  joinInvite = (id: string) => this.#post<{ battleId: string }>(`/v1/invites/${encodeURIComponent(id)}/join`, {})
  cancelInvite = (id: string) => this.#delete(`/v1/invites/${encodeURIComponent(id)}`)
  createRoom = (body: RoomBody) => this.#post<Invite>('/v1/rooms', body)
  listRooms = async (options?: ReadOptions) => (await this.#get<RoomList>('/v1/rooms', options)).rooms
  listLiveBattles = async (options?: ReadOptions) => (await this.#get<LiveBattles>('/v1/battles/live', options)).battles
  openBotBattle = (body: { difficulty: Difficulty | null; limitMinutes: number }) =>
    this.#post<{ battleId: string }>('/v1/bot-battles', body)

  openGhostBattle = (body: GhostBattleBody) => this.#post<{ battleId: string }>('/v1/ghost-battles', body)

  listBattles = (cursor: string | null, options?: ReadOptions) =>
    this.#get<BattlePage>(`/v1/battles${cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`}`, options)
  getBattle = (id: string, options?: ReadOptions) => this.#get<BattleView>(`/v1/battles/${id}`, options)
  voidBattle = (id: string, reason: string) => this.#post<BattleView>(`/v1/battles/${id}/void`, { reason })
  /** May be many megabytes, and changes no more: the browser keeps it, and asks whether it is the same. */
  getReplay = (id: string, options?: ReadOptions) =>
    this.#get<Replay>(`/v1/battles/${id}/replay`, { ...options, isKept: true, timeoutMs: replayTimeoutMs })
  getPrograms = async (id: string, players: readonly string[], options?: ReadOptions) =>
    (await this.#get<Programs>(`/v1/battles/${id}/programs?players=${players.join(',')}`, options)).programs

  getRematch = async (id: string, options?: ReadOptions) =>
    (await this.#get<RematchAnswer>(`/v1/battles/${id}/rematch`, options)).rematch
  declineRematch = async (id: string) => (await this.#post<RematchAnswer>(`/v1/battles/${id}/rematch/decline`, {})).rematch

  getRecord = (id: string, options?: ReadOptions) => this.#get<BattleRecord>(`/v1/battles/${id}/record`, options)

  #get<Answer>(path: string, options: Pick<HttpRequest, 'signal' | 'isKept' | 'timeoutMs'> = {}): Promise<Answer> {
    return this.#http.send<Answer>({ method: 'GET', path, ...options })
  }

  #post<Answer>(path: string, body: unknown, options: Pick<HttpRequest, 'token' | 'timeoutMs'> = {}): Promise<Answer> {
    return this.#http.send<Answer>({ method: 'POST', path, body, ...options })
  }

  #delete(path: string): Promise<void> {
    return this.#http.send<void>({ method: 'DELETE', path })
  }
}

function draftPath(slug: string, language: LanguageId): string {
  return `/v1/drafts/${encodeURIComponent(slug)}/${language}`
}
