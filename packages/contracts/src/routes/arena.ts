import { z } from 'zod'
import {
  battleOpenedSchema,
  botBattleBodySchema,
  eligibilitySchema,
  ghostBattleBodySchema,
  inviteBodySchema,
  inviteSchema,
  leaderboardSchema,
  liveBattlesSchema,
  roomBodySchema,
  roomListSchema,
  sealedSchema,
  statusSchema,
  ticketBodySchema,
  ticketSchema,
} from '../arena'
import { battleListSchema, battleViewSchema, programsSchema, rematchAnswerSchema, replaySchema, voidBodySchema } from '../battle'
import { givenIdSchema } from '../id'
import { givenInstantSchema } from '../instant'
import { battleRecordSchema, recordKeySchema } from '../record'
import type * as addresses from './arena-addresses'
import type { RoutesAt } from './route'

const idParams = z.object({ id: givenIdSchema })
const inviteParams = z.object({ id: z.string().regex(/^[0-9A-Za-z]{10}$/) })
/** One or two ids with a comma between them. */
const programsQuery = z.object({
  players: z
    .string()
    .max(80)
    .transform((text) => text.split(','))
    .pipe(z.array(givenIdSchema).min(1).max(2)),
})

/** Battles: how they come about, and what is to be seen of them. What is done in one goes over the socket (contracts/room). */
export const arenaRoutes = {
  openTicket: {
    summary: 'Wait for an opponent.',
    action: 'match:seek',
    body: ticketBodySchema,
    answer: ticketSchema,
    status: 201,
    rate: { name: 'tickets', perMinute: 120 },
    repeating: 'by-attempt',
    refusals: ['already-playing', 'already-queued', 'queue-penalty'],
  },
  getEligibility: {
    summary: 'Whether one may wait for an opponent now.',
    action: 'match:seek',
    answer: eligibilitySchema,
    refusals: [],
  },
  getTicket: {
    summary: 'How the search for an opponent stands.',
    action: 'match:seek',
    answer: ticketSchema,
    refusals: ['not-found'],
  },
  renewTicket: {
    summary: 'Go on waiting; whoever doesn’t say so has closed the page.',
    action: 'match:seek',
    answer: ticketSchema,
    repeating: 'harmless',
    refusals: ['not-found'],
  },
  cancelTicket: {
    summary: 'Wait no longer.',
    action: 'match:seek',
    answer: 'nothing',
    repeating: 'harmless',
    refusals: [],
  },
  createInvite: {
    summary: 'Open a duel for whoever gets its link.',
    action: 'room:open',
    body: inviteBodySchema,
    answer: inviteSchema,
    status: 201,
    rate: { name: 'invites', perMinute: 20 },
    repeating: 'by-attempt',
    refusals: ['already-playing', 'too-few-problems'],
  },
  getInvite: {
    summary: 'An invitation, as whoever has its link sees it.',
    action: 'room:read',
    params: inviteParams,
    answer: inviteSchema,
    refusals: ['not-found'],
  },
  joinInvite: {
    summary: 'Take a seat in the battle that a link leads to.',
    action: 'room:join',
    params: inviteParams,
    answer: battleOpenedSchema,
    rate: { name: 'joins', perMinute: 30 },
    repeating: 'by-attempt',
    refusals: ['not-found', 'forbidden', 'already-playing', 'invite-closed', 'has-watched', 'room-full', 'too-few-problems'],
  },
  cancelInvite: {
    summary: 'Close an invitation or a room of one’s own that has not begun.',
    action: 'room:lead',
    params: inviteParams,
    answer: 'nothing',
    repeating: 'harmless',
    refusals: ['not-found', 'wrong-state', 'not-a-player'],
  },
  createRoom: {
    summary: 'Open a battle of one’s own making, entered by its link or from the list.',
    action: 'room:open',
    body: roomBodySchema,
    answer: inviteSchema,
    status: 201,
    rate: { name: 'rooms', perMinute: 20 },
    repeating: 'by-attempt',
    refusals: ['not-found', 'already-playing', 'too-few-problems'],
  },
  listRooms: {
    summary: 'Rooms that anybody may enter, the newest first.',
    action: 'room:read',
    answer: roomListSchema,
    refusals: [],
  },
  openBotBattle: {
    summary: 'Play against the bot.',
    action: 'room:open',
    body: botBattleBodySchema,
    answer: battleOpenedSchema,
    status: 201,
    rate: { name: 'battles', perMinute: 20 },
    repeating: 'by-attempt',
    refusals: ['already-playing', 'bot-away', 'too-few-problems'],
  },
  openGhostBattle: {
    summary: 'Play the problem of a battle that is over against what one of its players did there.',
    action: 'room:open',
    body: ghostBattleBodySchema,
    answer: battleOpenedSchema,
    status: 201,
    rate: { name: 'battles', perMinute: 20 },
    repeating: 'by-attempt',
    refusals: ['not-found', 'wrong-state', 'already-playing', 'bot-away', 'too-few-problems'],
  },
  listBattles: {
    summary: 'One’s battles, the newest first.',
    action: 'battle:list',
    query: z.object({ cursor: givenInstantSchema.optional() }),
    answer: battleListSchema,
    refusals: [],
  },
  listLiveBattles: {
    summary: 'What can be watched now, the strongest players first.',
    action: 'battle:live-list',
    answer: liveBattlesSchema,
    refusals: [],
  },
  getBattle: {
    summary: 'A battle, for its players at any time and for everybody once it is over.',
    action: 'battle:read',
    params: idParams,
    answer: battleViewSchema,
    refusals: ['not-found', 'forbidden'],
  },
  getRematch: {
    summary: 'The rematch that was asked for after a battle, as it stands.',
    action: 'battle:play',
    params: idParams,
    answer: rematchAnswerSchema,
    refusals: ['not-found', 'not-a-player'],
  },
  declineRematch: {
    summary: 'Say no to a rematch without going there.',
    action: 'battle:play',
    params: idParams,
    answer: rematchAnswerSchema,
    repeating: 'harmless',
    refusals: ['not-found', 'not-a-player', 'wrong-state'],
  },
  getSealed: {
    summary: 'The statement for those who play, from the countdown to the start: encrypted, the start tells the key.',
    action: 'battle:play',
    params: idParams,
    answer: sealedSchema,
    refusals: ['not-found', 'not-a-player'],
  },
  voidBattle: {
    summary: 'Call a battle off for a reason that its players read; it counts for nothing.',
    action: 'battle:void',
    params: idParams,
    body: voidBodySchema,
    answer: battleViewSchema,
    repeating: 'by-attempt',
    refusals: ['not-found', 'wrong-state'],
  },
  getLeaderboard: {
    summary: 'Who is at which place in a battle.',
    action: 'battle:read',
    params: idParams,
    answer: leaderboardSchema,
    refusals: ['not-found', 'forbidden'],
  },
  getPrograms: {
    summary: 'What players of a battle that is over had in the end.',
    action: 'battle:read',
    params: idParams,
    query: programsQuery,
    answer: programsSchema,
    rate: { name: 'programs', perMinute: 120 },
    refusals: ['not-found', 'forbidden', 'wrong-state'],
  },
  getReplay: {
    summary: 'All that happened in a battle that is over; may be many megabytes, and hardly changes any more.',
    action: 'battle:read',
    params: idParams,
    answer: replaySchema,
    // One for each replay that is opened; moving about in it asks nothing.
    rate: { name: 'replays', perMinute: 60 },
    refusals: ['not-found', 'forbidden', 'wrong-state'],
  },
  getRecord: {
    summary: 'The signed record of a battle that is over, which can be checked without asking anybody.',
    action: 'battle:read',
    params: idParams,
    answer: battleRecordSchema,
    rate: { name: 'records', perMinute: 60 },
    refusals: ['not-found', 'forbidden', 'wrong-state'],
  },
  getRecordKey: {
    summary: 'The public key that records are signed with.',
    action: 'platform:read',
    answer: recordKeySchema,
    refusals: [],
  },
  getStatus: {
    summary: 'What the platform can do now, and how much waits.',
    action: 'platform:read',
    answer: statusSchema,
    refusals: [],
  },
} as const satisfies RoutesAt<typeof addresses>
