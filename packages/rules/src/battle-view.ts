import type { BattlePlayerView, BattleView, LoggedEvent, Standing } from '@eduscale/contracts/battle'
import { rankContenders } from './standings'

type BattleResult = NonNullable<BattleView['result']>

/** The view before the first event; `battle:created` fills it. */
export function emptyBattleView(id: string): BattleView {
  return {
    id,
    seq: 0,
    state: 'LOBBY',
    origin: 'match',
    rules: {
      limitMs: 0,
      isRanked: false,
      difficulty: null,
      format: 'duel',
      scoring: 'first-solve',
      maxPlayers: 2,
      teamCount: null,
      languages: null,
      skills: [],
      mayJoinLate: false,
      isListed: true,
      ghost: null,
    },
    players: [],
    hostId: null,
    problemCommit: null,
    createdAt: new Date(0).toISOString(),
    readyDeadlineAt: null,
    startsAt: null,
    endsAt: null,
    suspendedSince: null,
    suspendedMs: 0,
    problemKey: null,
    problem: null,
    result: null,
    rematchBattleId: null,
  }
}

/**
 * Folds one event into a view. Client and server use this same fold, so a resumed client and a fresh one agree.
 * The caller guarantees `event.seq === view.seq + 1`.
 */
export function applyBattleEvent(view: BattleView, event: LoggedEvent): BattleView {
  return { ...view, ...change(view, event), seq: event.seq }
}

function change(view: BattleView, event: LoggedEvent): Partial<BattleView> {
  switch (event.t) {
    case 'battle:created':
      return {
        origin: event.d.origin,
        rules: event.d.rules,
        // Whoever opens a room of teams is in the first.
        players: event.d.players.map((player) => newPlayer(player, event.d.rules.teamCount === null ? null : 1)),
        hostId: event.d.players[0]?.id ?? null,
        problemCommit: event.d.problemCommit,
        createdAt: event.at,
      }
    case 'battle:joined':
      return { players: [...view.players, newPlayer(event.d.player, event.d.team)] }
    case 'battle:unseated':
      return { players: view.players.filter((player) => player.user.id !== event.d.userId) }
    case 'battle:handed-on':
      return { hostId: event.d.userId }
    case 'battle:teamed':
      return { players: withPlayer(view, event.d.userId, (player) => ({ ...player, team: event.d.team })) }
    case 'battle:ready-check':
      return { state: 'READY_CHECK', readyDeadlineAt: event.d.deadlineAt }
    case 'battle:readied':
      return { players: withPlayer(view, event.d.userId, (player) => ({ ...player, isReady: true })) }
    case 'battle:countdown':
      return {
        state: 'COUNTDOWN',
        startsAt: event.d.startsAt,
        endsAt: event.d.endsAt,
        problemCommit: event.d.problemCommit ?? view.problemCommit,
      }
    case 'battle:started':
      return {
        state: 'RUNNING',
        startsAt: event.d.startsAt,
        endsAt: event.d.endsAt,
        problemKey: event.d.problemKey,
        problem: event.d.problem ?? null,
      }
    case 'battle:submitted':
      return {
        players: withPlayer(view, event.d.userId, (player) => ({
          ...player,
          // Whoever plays on has taken the offer back.
          offersDraw: false,
          submissions: [
            ...player.submissions,
            {
              id: event.d.submissionId,
              number: event.d.number,
              language: event.d.language,
              receivedAt: event.at,
              seq: event.seq,
              verdict: null,
              passed: 0,
              total: 0,
              points: 0,
              bytes: event.d.bytes,
              judgedAt: null,
            },
          ],
        })),
      }
    case 'battle:judged':
      return {
        players: withPlayer(view, event.d.userId, (player) => ({
          ...player,
          submissions: player.submissions.map((submission) =>
            submission.id === event.d.submissionId
              ? {
                  ...submission,
                  verdict: event.d.verdict,
                  passed: event.d.passed,
                  total: event.d.total,
                  points: event.d.points ?? (event.d.verdict === 'AC' ? 100 : 0),
                  judgedAt: event.at,
                }
              : submission,
          ),
        })),
      }
    case 'battle:gone':
      return { players: withPlayer(view, event.d.userId, (player) => ({ ...player, forfeitAt: event.d.forfeitAt })) }
    case 'battle:back':
      return { players: withPlayer(view, event.d.userId, (player) => ({ ...player, forfeitAt: null })) }
    case 'battle:left':
      return {
        players: withPlayer(view, event.d.userId, (player) => ({ ...player, leftBecause: event.d.reason, forfeitAt: null })),
      }
    case 'battle:draw-offered':
      return { players: withPlayer(view, event.d.userId, (player) => ({ ...player, offersDraw: true })) }
    case 'battle:draw-closed':
      return { players: withPlayer(view, event.d.userId, (player) => ({ ...player, offersDraw: false })) }
    case 'battle:live-code':
      return { players: withPlayer(view, event.d.userId, (player) => ({ ...player, allowsLiveCode: event.d.isAllowed })) }
    case 'battle:suspended':
      return { state: 'SUSPENDED', suspendedSince: event.d.since, players: withoutForfeits(view) }
    case 'battle:resumed':
      return {
        state: 'RUNNING',
        suspendedSince: null,
        suspendedMs: view.suspendedMs + event.d.outageMs,
        endsAt: event.d.endsAt,
      }
    case 'battle:judging':
      return { state: 'JUDGING', suspendedSince: null, players: withoutForfeits(view) }
    case 'battle:finished':
      return {
        state: 'FINISHED',
        suspendedSince: null,
        players: withoutForfeits(view),
        result: { ...event.d, kind: 'finished', userId: null, isCorrected: false, note: null },
      }
    case 'battle:corrected':
      return corrected(view, event.d)
    case 'battle:aborted':
      return {
        state: 'ABORTED',
        result: unrated({ kind: 'aborted', reason: event.d.reason, userId: event.d.userId, endedAt: event.at, note: null }),
      }
    case 'battle:voided':
      return {
        state: 'VOID',
        suspendedSince: null,
        result: unrated({ kind: 'voided', reason: event.d.reason, userId: null, endedAt: event.at, note: event.d.note }),
      }
    case 'battle:rematch':
      return { rematchBattleId: event.d.battleId }
    default:
      return event satisfies never
  }
}

/** The leaderboard as of now; once the battle is over, `result.standings` has it. */
export function listStandings(view: Pick<BattleView, 'rules' | 'players'>): Standing[] {
  return rankContenders(
    view.rules.scoring,
    view.players.map((player) => ({
      userId: player.user.id,
      team: player.team,
      hasLeft: player.leftBecause !== null,
      submissions: player.submissions.map((submission) => ({ ...submission, receivedAt: Date.parse(submission.receivedAt) })),
    })),
  )
}

function corrected(view: BattleView, given: Extract<LoggedEvent, { t: 'battle:corrected' }>['d']): Partial<BattleView> {
  const { submissions: changes, ...outcome } = given
  const players = view.players.map((player) => ({
    ...player,
    submissions: player.submissions.map((submission) => {
      const change = changes.find(({ submissionId }) => submissionId === submission.id)
      return change ? { ...submission, verdict: change.verdict, points: change.points } : submission
    }),
  }))
  return { players, result: view.result && { ...view.result, ...outcome, isCorrected: true } }
}

function newPlayer(user: BattlePlayerView['user'], team: number | null): BattlePlayerView {
  return {
    user,
    team,
    isReady: false,
    leftBecause: null,
    offersDraw: false,
    allowsLiveCode: false,
    forfeitAt: null,
    submissions: [],
  }
}

function withPlayer(view: BattleView, userId: string, update: (player: BattlePlayerView) => BattlePlayerView) {
  return view.players.map((player) => (player.user.id === userId ? update(player) : player))
}

function withoutForfeits(view: BattleView): BattlePlayerView[] {
  return view.players.map((player) => ({ ...player, forfeitAt: null }))
}

function unrated(
  given: Pick<BattleResult, 'reason' | 'userId' | 'endedAt' | 'note'> & { kind: 'aborted' | 'voided' },
): BattleResult {
  return {
    ...given,
    winnerId: null,
    winnerTeam: null,
    winningSubmissionId: null,
    standings: [],
    ratings: [],
    isCorrected: false,
  }
}
