import { ApiClient, type CallOptions } from '@eduscale/client/api-client'
import type { GrantedRole } from '@eduscale/contracts/actions'
import type { AuditQuery } from '@eduscale/contracts/audit'
import type { PeopleQuery } from '@eduscale/contracts/person'
import type { BodyOf } from '@eduscale/contracts/routes/all'
import type { LanguageId } from '@eduscale/contracts/language'
import type { StatementLang } from '@eduscale/contracts/problem'
import type { RejudgeBody, RejudgeItemsQuery } from '@eduscale/contracts/rejudge'
import {
  cancelInvite,
  cancelTicket,
  createInvite,
  createRoom,
  declineRematch,
  getBattle,
  getEligibility,
  getInvite,
  getPrograms,
  getRecord,
  getRematch,
  getReplay,
  getStatus,
  getTicket,
  joinInvite,
  listBattles,
  listLiveBattles,
  listRooms,
  openBotBattle,
  openGhostBattle,
  openTicket,
  renewTicket,
  voidBattle,
} from '@eduscale/contracts/routes/arena-addresses'
import {
  banPerson,
  getMe,
  getOwnAccount,
  getPerson,
  grantRole,
  liftBan,
  listAudit,
  listPasskeys,
  listPeople,
  listSecurityEvents,
  listSessions,
  revokeRole,
  withdrawSessions,
} from '@eduscale/contracts/routes/identity-addresses'
import {
  applyRejudge,
  cancelSubmission,
  createRejudge,
  discardRejudge,
  getDraft,
  getProblem,
  getRejudge,
  getSubmission,
  listLanguages,
  listProblems,
  listRejudgeItems,
  listRejudges,
  listSubmissions,
  previewRejudge,
  run,
  saveDraft,
  submit,
  undoRejudge,
} from '@eduscale/contracts/routes/judge-addresses'

type ReadOptions = Pick<CallOptions, 'signal'>

/** The longest are 32 MB. */
const replayTimeoutMs = 60_000

const rejudgeSteps = { apply: applyRejudge, discard: discardRejudge, undo: undoRejudge } as const

/** Every HTTP call of the web app, one line each. */
export class EduscaleApi extends ApiClient {
  getMe = (options?: ReadOptions) => this.call(getMe, {}, options)
  getOwnAccount = (options?: ReadOptions) => this.call(getOwnAccount, {}, options)
  listPasskeys = (options?: ReadOptions) => this.call(listPasskeys, {}, options)
  listSessions = (options?: ReadOptions) => this.call(listSessions, {}, options)
  listSecurityEvents = async (options?: ReadOptions) => (await this.call(listSecurityEvents, {}, options)).events
  listLanguages = async (options?: ReadOptions) => (await this.call(listLanguages, {}, options)).languages
  getStatus = (options?: ReadOptions) => this.call(getStatus, {}, options)

  listProblems = async (lang: StatementLang, options?: ReadOptions) =>
    (await this.call(listProblems, { query: { lang } }, options)).problems
  getProblem = (slug: string, lang: StatementLang, options?: ReadOptions) =>
    this.call(getProblem, { params: { slug }, query: { lang } }, options)
  listSubmissions = async (slug: string, options?: ReadOptions) =>
    (await this.call(listSubmissions, { params: { slug } }, options)).submissions

  getDraft = (slug: string, language: LanguageId, options?: ReadOptions) =>
    this.call(getDraft, { params: { slug, language } }, options)
  putDraft = (slug: string, language: LanguageId, code: string, isLast = false) =>
    this.call(saveDraft, { params: { slug, language }, body: { code } }, { isLast })

  run = (body: BodyOf<'run'>) => this.call(run, { body })
  submit = (body: BodyOf<'submit'>) => this.call(submit, { body })
  cancelSubmission = (id: string) => this.call(cancelSubmission, { params: { id } })
  getSubmission = (id: string, options?: ReadOptions) => this.call(getSubmission, { params: { id } }, options)

  previewRejudge = (filter: RejudgeBody['filter']) => this.call(previewRejudge, { body: filter })
  createRejudge = (body: RejudgeBody) => this.call(createRejudge, { body })
  listRejudges = async (options?: ReadOptions) => (await this.call(listRejudges, {}, options)).sets
  getRejudge = (id: string, options?: ReadOptions) => this.call(getRejudge, { params: { id } }, options)
  listRejudgeItems = (id: string, query: RejudgeItemsQuery, options?: ReadOptions) =>
    this.call(listRejudgeItems, { params: { id }, query }, options)
  changeRejudge = (id: string, step: keyof typeof rejudgeSteps) => this.call(rejudgeSteps[step], { params: { id } })

  listPeople = (query: PeopleQuery, options?: ReadOptions) => this.call(listPeople, { query }, options)
  getPerson = (id: string, options?: ReadOptions) => this.call(getPerson, { params: { id } }, options)
  grantRole = (id: string, body: BodyOf<'grantRole'>) => this.call(grantRole, { params: { id }, body })
  revokeRole = (id: string, role: GrantedRole) => this.call(revokeRole, { params: { id, role } })
  banPerson = (id: string, body: BodyOf<'banPerson'>) => this.call(banPerson, { params: { id }, body })
  liftBan = (id: string) => this.call(liftBan, { params: { id } })
  withdrawSessions = (id: string, session: string | null) => this.call(withdrawSessions, { params: { id }, body: { session } })
  listAudit = (query: AuditQuery, options?: ReadOptions) => this.call(listAudit, { query }, options)

  openTicket = (body: BodyOf<'openTicket'>) => this.call(openTicket, { body })
  getTicket = (options?: ReadOptions) => this.call(getTicket, {}, options)
  renewTicket = () => this.call(renewTicket, {})
  getEligibility = (options?: ReadOptions) => this.call(getEligibility, {}, options)
  cancelTicket = () => this.call(cancelTicket, {})

  createInvite = (body: BodyOf<'createInvite'>) => this.call(createInvite, { body })
  getInvite = (id: string, options?: ReadOptions) => this.call(getInvite, { params: { id } }, options)
  joinInvite = (id: string) => this.call(joinInvite, { params: { id } })
  cancelInvite = (id: string) => this.call(cancelInvite, { params: { id } })
  createRoom = (body: BodyOf<'createRoom'>) => this.call(createRoom, { body })
  listRooms = async (options?: ReadOptions) => (await this.call(listRooms, {}, options)).rooms
  listLiveBattles = async (options?: ReadOptions) => (await this.call(listLiveBattles, {}, options)).battles
  openBotBattle = (body: BodyOf<'openBotBattle'>) => this.call(openBotBattle, { body })
  openGhostBattle = (body: BodyOf<'openGhostBattle'>) => this.call(openGhostBattle, { body })

  listBattles = (cursor: string | null, options?: ReadOptions) =>
    this.call(listBattles, { query: cursor === null ? {} : { cursor } }, options)
  getBattle = (id: string, options?: ReadOptions) => this.call(getBattle, { params: { id } }, options)
  voidBattle = (id: string, reason: string) => this.call(voidBattle, { params: { id }, body: { reason } })
  /** May be many megabytes, and changes no more: the browser keeps it, and asks whether it is the same. */
  getReplay = (id: string, options?: ReadOptions) =>
    this.call(getReplay, { params: { id } }, { ...options, isKept: true, timeoutMs: replayTimeoutMs })
  getPrograms = async (id: string, players: readonly string[], options?: ReadOptions) =>
    (await this.call(getPrograms, { params: { id }, query: { players: players.join(',') } }, options)).programs

  getRematch = async (id: string, options?: ReadOptions) => (await this.call(getRematch, { params: { id } }, options)).rematch
  declineRematch = async (id: string) => (await this.call(declineRematch, { params: { id } })).rematch

  getRecord = (id: string, options?: ReadOptions) => this.call(getRecord, { params: { id } }, options)
}
