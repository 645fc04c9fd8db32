import type { BattlePlayerView, BattleView, LoggedEvent } from '@eduscale/contracts/battle'

/** The view before the first event; `battle:created` fills it. */
export function emptyBattleView(id: string): BattleView {
  return {
    id,
    seq: 0,
    state: 'LOBBY',
    origin: 'match',
    rules: { limitMs: 0, isRanked: false, difficulty: null },
    players: [],
    createdAt: new Date(0).toISOString(),
    readyDeadlineAt: null,
    startsAt: null,
    endsAt: null,
    suspendedSince: null,
    suspendedMs: 0,
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
        players: event.d.players.map(newPlayer),
        createdAt: event.at,
      }
    case 'battle:joined':
      return { players: [...view.players, newPlayer(event.d.player)] }
    case 'battle:ready-check':
      return { state: 'READY_CHECK', readyDeadlineAt: event.d.deadlineAt }
    case 'battle:readied':
      return { players: withPlayer(view, event.d.userId, (player) => ({ ...player, isReady: true })) }
    case 'battle:countdown':
      return { state: 'COUNTDOWN', startsAt: event.d.startsAt, endsAt: event.d.endsAt }
    case 'battle:started':
      return {
        state: 'RUNNING',
        startsAt: event.d.startsAt,
        endsAt: event.d.endsAt,
        problem: event.d.problem ?? null,
      }
    case 'battle:submitted':
      return {
        players: withPlayer(view, event.d.userId, (player) => ({
          ...player,
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
      return { state: 'JUDGING', players: withoutForfeits(view) }
    case 'battle:finished':
      return {
        state: 'FINISHED',
        suspendedSince: null,
        players: withoutForfeits(view),
        result: { ...event.d, kind: 'finished', userId: null },
      }
    case 'battle:aborted':
      return { state: 'ABORTED', result: unrated('aborted', event.d.reason, event.d.userId, event.at) }
    case 'battle:voided':
      return {
        state: 'VOID',
        suspendedSince: null,
        result: unrated('voided', event.d.reason, null, event.at),
      }
    case 'battle:rematch':
      return { rematchBattleId: event.d.battleId }
    default:
      return event satisfies never
  }
}

function newPlayer(user: BattlePlayerView['user']): BattlePlayerView {
  return { user, isReady: false, forfeitAt: null, submissions: [] }
}

function withPlayer(view: BattleView, userId: string, update: (player: BattlePlayerView) => BattlePlayerView) {
  return view.players.map((player) => (player.user.id === userId ? update(player) : player))
}

function withoutForfeits(view: BattleView): BattlePlayerView[] {
  return view.players.map((player) => ({ ...player, forfeitAt: null }))
}

function unrated(
  kind: 'aborted' | 'voided',
  reason: NonNullable<BattleView['result']>['reason'],
  userId: string | null,
  endedAt: string,
): NonNullable<BattleView['result']> {
  return { kind, reason, winnerId: null, winningSubmissionId: null, endedAt, userId, ratings: [] }
}
