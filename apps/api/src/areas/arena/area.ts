import type { AppContext } from '../../app/app-context'
import type { AreaManifest } from '../../app/area-manifest'
import type { Hooks } from '../../app/hooks'
import { forgetPerson } from '../../facts/forget-person'
import { watchBot } from './bot/bot-account'
import { ensureBotAccount } from './bot/bot.queries'
import { correctBattles } from './correction/correct-battles'
import { battlesAreMarked } from './correction/correction.queries'
import { battlesAreOutOfLine } from './execution/execution.queries'
import { followExecution } from './execution/follow-execution'
import { ghostRoutes } from './ghost/ghost.routes'
import { inviteRoutes } from './invite/invite.routes'
import { createLeaderboards } from './leaderboard/leaderboard'
import { leaderboardRoutes } from './leaderboard/leaderboard.routes'
import { matchRoutes } from './matchmaking/match.routes'
import { expireTickets, matchTickets } from './matchmaking/matcher'
import { countOpenTickets } from './matchmaking/ticket.queries'
import { severalWait, ticketsExpire } from './matchmaking/waiting.queries'
import { withdrawBanned } from './matchmaking/withdraw-banned'
import { timerLoop } from './play/battle-timers'
import { battleRoutes } from './play/battle.routes'
import { createLogReader } from './play/read-log'
import { storeBattleVerdict } from './play/store-battle-verdict'
import { findActiveBattleId, findBattleOn, getBattleProblem } from './player/battles-of-player.queries'
import { createPresence, renewalMs } from './presence/presence'
import { groupsHoldAbsent, playersAreGone, releaseAbsent } from './presence/presence.queries'
import { findGonePlayers } from './presence/gone-players'
import { recordRoutes } from './record/record.routes'
import { replayRoutes } from './replay/replay.routes'
import { keepResults } from './results/keep-results'
import { arenaData } from './retention/person-data.queries'
import { arenaPrunings, playTraces, visitTraces } from './retention/retention.queries'
import { roomRoutes } from './room/room.routes'
import { battleSocket } from './socket/battle.socket'
import { sendHeartbeats } from './socket/heartbeat'
import { measureBattles } from './status/measure-battles'
import { statusRoutes } from './status/status.routes'
import { createEditStore } from './typing/store-edits'
import { createSpectators } from './watch/spectators'
import { watchRoutes } from './watch/watch.routes'
import { createWatch } from './watch/watch.socket'

/** Battles: how they come about, how they are played and watched, and what is left of them. */
export const arenaArea = {
  name: 'arena',
  begin: async ({ db, config }) => {
    if (config.BOT_TOKEN) await ensureBotAccount(db, config.BOT_TOKEN)
  },
  routes: (http, app) => {
    const leaderboards = createLeaderboards(app, app.redis.pub)
    matchRoutes(http, app)
    inviteRoutes(http, app)
    roomRoutes(http, app)
    ghostRoutes(http, app)
    battleRoutes(http, app)
    leaderboardRoutes(http, app, leaderboards)
    replayRoutes(http, app)
    recordRoutes(http, app)
    watchRoutes(http, app, { leaderboards, spectators: createSpectators(app.redis.pub) })
    statusRoutes(http, app)
  },
  frames: (sockets, app) => {
    const { battles } = sockets
    const rooms = sockets.namespace('/')
    const presence = createPresence(app)
    battleSocket(rooms, app, { presence, edits: createEditStore(app.db), battles })
    const watch = createWatch(sockets.namespace('/watch'), app, createSpectators(app.redis.pub))
    const bot = watchBot(rooms, app.db)
    return [
      { name: 'watch', everyMs: 500, work: () => watch.advance() },
      { name: 'spectators', everyMs: 2_000, work: () => watch.tellCounts() },
      { name: 'presence', everyMs: renewalMs, work: () => presence.renew() },
      { name: 'bot', everyMs: renewalMs, work: () => bot.renew() },
      { name: 'heartbeat', everyMs: 2_000, work: () => sendHeartbeats(app, battles) },
    ]
  },
  chores: (app) => [
    // Whoever comes is matched at once if anybody fits; this is for those whose windows have grown.
    { name: 'matcher', isDue: severalWait, work: () => matchTickets(app) },
    { name: 'expired tickets', isDue: ticketsExpire, work: () => expireTickets(app) },
    { name: 'gone players', isDue: playersAreGone(app.config.PRESENCE_LEASE_MS), work: () => findGonePlayers(app) },
    { name: 'absent of groups', isDue: groupsHoldAbsent, work: () => releaseAbsent(app.db) },
    { name: 'outages', isDue: battlesAreOutOfLine, work: () => followExecution(app) },
    { name: 'corrections', isDue: battlesAreMarked, work: () => correctBattles(app) },
  ],
  loops: (app) => [timerLoop(app)],
  consumers: [keepResults, withdrawBanned, forgetPerson('arena', arenaData)],
  gauges: measureBattles,
  prunings: ({ db }) => arenaPrunings(db),
  guestTraces: [playTraces, visitTraces],
  personData: arenaData,
  hooks: (app: AppContext): Omit<Hooks, 'listRoles' | 'listValidSessions' | 'guestTraces' | 'personData'> => ({
    readLog: createLogReader(app.db, app.tries.logs),
    findWhereabouts: async (userId) => {
      const [activeBattleId, tickets] = await Promise.all([findActiveBattleId(app.db, userId), countOpenTickets(app.db, userId)])
      return { activeBattleId, isQueued: tickets > 0 }
    },
    getBattleProblem: (battleId, userId) => getBattleProblem(app.db, battleId, userId),
    findBattleOn: (userId, slug) => findBattleOn(app.db, userId, slug),
    storeBattleVerdict: (battleId, verdict) => storeBattleVerdict(app, battleId, verdict),
  }),
} satisfies AreaManifest & { hooks: object }
