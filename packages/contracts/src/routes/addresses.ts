/**
 * Method and path of every route that serves people, by the route's name, and nowhere else: the api registers by it, and a client asks
 * by it. All that a client must know of a route while it runs, and without zod (docs/decisions/0021-no-zod-in-the-browser.md); shapes,
 * rates and actions are in the file of the area beside this one.
 */
export const identityAddresses = {
  createGuest: 'POST /v1/guests',
  register: 'POST /v1/accounts',
  signIn: 'POST /v1/sessions',
  signOut: 'DELETE /v1/sessions/current',
  getMe: 'GET /v1/me',
} as const

export const judgeAddresses = {
  listProblems: 'GET /v1/problems',
  getProblem: 'GET /v1/problems/:slug',
  getPicture: 'GET /v1/problem-assets/:hash',
  getDraft: 'GET /v1/drafts/:slug/:language',
  saveDraft: 'PUT /v1/drafts/:slug/:language',
  run: 'POST /v1/runs',
  submit: 'POST /v1/submissions',
  getSubmission: 'GET /v1/submissions/:id',
  cancelSubmission: 'POST /v1/submissions/:id/cancel',
  listSubmissions: 'GET /v1/problems/:slug/submissions',
  listLanguages: 'GET /v1/languages',
  previewRejudge: 'POST /v1/admin/rejudges/preview',
  createRejudge: 'POST /v1/admin/rejudges',
  listRejudges: 'GET /v1/admin/rejudges',
  getRejudge: 'GET /v1/admin/rejudges/:id',
  listRejudgeItems: 'GET /v1/admin/rejudges/:id/items',
  applyRejudge: 'POST /v1/admin/rejudges/:id/apply',
  discardRejudge: 'POST /v1/admin/rejudges/:id/discard',
  undoRejudge: 'POST /v1/admin/rejudges/:id/undo',
} as const

export const arenaAddresses = {
  openTicket: 'POST /v1/tickets',
  getEligibility: 'GET /v1/tickets/eligibility',
  getTicket: 'GET /v1/tickets/current',
  renewTicket: 'POST /v1/tickets/current/renew',
  cancelTicket: 'DELETE /v1/tickets/current',
  createInvite: 'POST /v1/invites',
  getInvite: 'GET /v1/invites/:id',
  joinInvite: 'POST /v1/invites/:id/join',
  cancelInvite: 'DELETE /v1/invites/:id',
  createRoom: 'POST /v1/rooms',
  listRooms: 'GET /v1/rooms',
  openBotBattle: 'POST /v1/bot-battles',
  openGhostBattle: 'POST /v1/ghost-battles',
  listBattles: 'GET /v1/battles',
  listLiveBattles: 'GET /v1/battles/live',
  getBattle: 'GET /v1/battles/:id',
  getRematch: 'GET /v1/battles/:id/rematch',
  declineRematch: 'POST /v1/battles/:id/rematch/decline',
  getSealed: 'GET /v1/battles/:id/sealed',
  voidBattle: 'POST /v1/battles/:id/void',
  getLeaderboard: 'GET /v1/battles/:id/leaderboard',
  getPrograms: 'GET /v1/battles/:id/programs',
  getReplay: 'GET /v1/battles/:id/replay',
  getRecord: 'GET /v1/battles/:id/record',
  getRecordKey: 'GET /v1/record-key',
  getStatus: 'GET /v1/status',
} as const

export const platformAddresses = { getOpenApi: 'GET /v1/openapi.json' } as const

export const addresses = { ...platformAddresses, ...identityAddresses, ...judgeAddresses, ...arenaAddresses }
export type RouteName = keyof typeof addresses

/** Routes that a client may call again for want of an answer, with the same attempt's id: what they do is done once. */
export const attempted: readonly RouteName[] = [
  'run',
  'applyRejudge',
  'discardRejudge',
  'undoRejudge',
  'openTicket',
  'createInvite',
  'joinInvite',
  'createRoom',
  'openBotBattle',
  'openGhostBattle',
  'voidBattle',
]
/** The header that has the attempt's id, a UUID. */
export const attemptHeader = 'attempt-id'
export type Address = (typeof addresses)[RouteName]

export function methodOf(address: Address): string {
  return address.slice(0, address.indexOf(' '))
}

/** The path with its parameters filled in; without any, as a server registers it. */
export function pathOf(address: Address, params?: Readonly<Record<string, string>>): string {
  const path = address.slice(address.indexOf(' ') + 1)
  return params ? path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? '')) : path
}
