import type { BattleView, Standing } from '@eduscale/contracts/battle'
import type { useTranslations } from 'next-intl'
import { formatPrecise } from '../../../ui/format-time'
import { isDuel } from './sides'
import { pointsText } from './points-text'

export interface EndedBattle {
  t: ReturnType<typeof useTranslations<'result'>>
  view: BattleView
  result: NonNullable<BattleView['result']>
}

/** Who has won: a player, or a team; null where nobody has. */
export function winnerName({ t, view, result }: EndedBattle): string | null {
  if (result.winnerTeam !== null) return t('team', { number: String(result.winnerTeam) })
  return result.winnerId === null ? null : nameOf({ t, view }, result.winnerId)
}

/** Why a battle has ended, as it is said to somebody who wasn't in it. */
export function endReason(ended: EndedBattle): string {
  const { t, view, result } = ended
  const winner = nameOf(ended, result.winnerId)
  switch (result.reason) {
    case 'accepted':
      return t(`acceptedBy.${view.rules.scoring}`, { name: winner, time: receivedAfter(view, result) })
    case 'solved':
      return t('solved')
    case 'agreed':
      return t('agreed')
    case 'time':
      return timeReason(ended, winner)
    case 'resigned':
    case 'forfeit': {
      if (result.winnerId === null) return t('nobodyStayed')
      const loser = isDuel(view) && result.winnerId !== null && view.players.find(({ user }) => user.id !== result.winnerId)
      return loser ? t(result.reason, { name: nameOf(ended, loser.user.id) }) : t('resignedGroup')
    }
    case 'declined':
      return t('declined', { name: nameOf(ended, result.userId) })
    case 'no-show':
      return result.userId === null ? t('noShowBoth') : t('noShow', { name: nameOf(ended, result.userId) })
    case 'cancelled':
      return t('cancelled')
    case 'expired':
      return t(view.players.length > 1 ? 'expiredRoom' : 'expired')
    case 'outage':
      return t('outage')
    case 'admin':
      return t('admin')
    default:
      return result.reason satisfies never
  }
}

/** What counted when the time was up. */
function timeReason({ t, view, result }: EndedBattle, name: string): string {
  const { scoring } = view.rules
  if (result.winnerId === null) return t(`timeNobody.${scoring}`)
  if (scoring === 'first-solve') return t('timeGroup')
  const best = result.standings.find(({ userId }) => userId === result.winnerId)
  const other = result.standings.find((standing) => !isSameSide(standing, best))
  const isPoints = scoring === 'points'
  const isEqual = best !== undefined && (isPoints ? best.points === other?.points : best.bytes === other?.bytes)
  return t(`timeWon.${scoring}`, {
    name,
    points: pointsText(best?.points ?? 0),
    count: best?.bytes ?? 0,
    equal: isEqual ? 'yes' : 'no',
  })
}

function isSameSide(standing: Standing, best: Standing | undefined): boolean {
  return standing.userId === best?.userId || (standing.team !== null && standing.team === best?.team)
}

function nameOf({ t, view }: Pick<EndedBattle, 't' | 'view'>, userId: string | null): string {
  const user = view.players.find((player) => player.user.id === userId)?.user
  return user?.kind === 'ghost' ? t('ghostOf', { name: user.name }) : (user?.name ?? '')
}

function receivedAfter(view: BattleView, result: EndedBattle['result']): string {
  const winning = view.players
    .flatMap((player) => player.submissions)
    .find((submission) => submission.id === result.winningSubmissionId)
  const at = Date.parse(winning?.receivedAt ?? result.endedAt)
  return formatPrecise(at - Date.parse(view.startsAt ?? result.endedAt))
}
