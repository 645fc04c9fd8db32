import type { BattleView } from '@eduscale/contracts/battle'
import type { useTranslations } from 'next-intl'
import { formatPrecise } from '../../ui/format-time'
import type { GroupOutcome } from './group-outcome'

interface OutcomeInput {
  t: ReturnType<typeof useTranslations<'result'>>
  view: BattleView
  result: NonNullable<BattleView['result']>
  myId: string
  rivalName: string
  /** Of a battle of more than two. */
  group: GroupOutcome | null
}

/** The outcome in one line, and its reason in another. */
export function outcomeText({ t, view, result, myId, rivalName, group }: OutcomeInput): { title: string; lead: string } {
  const name = rivalName
  const title =
    result.kind === 'aborted'
      ? t('abortedTitle')
      : result.kind === 'voided'
        ? t('voidTitle')
        : group
          ? groupTitle(t, view, group)
          : result.winnerId === null
            ? t(result.reason === 'agreed' ? 'drawAgreed' : 'draw')
            : result.winnerId === myId
              ? t('won')
              : t('lost', { name })
  return { title, lead: reasonText() }

  function reasonText(): string {
    const iWon = result.winnerId === myId
    if (group && result.kind === 'finished') return groupLead({ t, view, result })
    switch (result.reason) {
      case 'accepted':
        return t('accepted', { time: receivedAfter(view, result) })
      case 'solved':
        return t('solved')
      case 'agreed':
        return t('agreed')
      case 'time':
        return t('time')
      case 'resigned':
        return iWon ? t('resigned', { name }) : t('resignedYou')
      case 'forfeit':
        return iWon ? t('forfeit', { name }) : t('forfeitYou')
      case 'declined':
        return result.userId === myId ? t('declinedYou') : t('declined', { name })
      case 'no-show':
        return result.userId === null ? t('noShowBoth') : t('noShow', { name: result.userId === myId ? t('you') : name })
      case 'cancelled':
        return t('cancelled')
      case 'expired':
        return t('expired')
      case 'outage':
        return t('outage')
      case 'admin':
        return t('admin')
      default:
        return result.reason satisfies never
    }
  }
}

function groupTitle(t: OutcomeInput['t'], view: BattleView, { mine, sideCount, outcome }: GroupOutcome): string {
  if (outcome === 'won') return t(view.rules.format === 'teams' ? 'wonTeam' : 'won')
  if (outcome === 'draw') return t('draw')
  return mine
    ? t(view.rules.format === 'teams' ? 'placedTeam' : 'placed', { place: mine.place, count: sideCount })
    : t('abortedTitle')
}

function groupLead({ t, view, result }: Pick<OutcomeInput, 't' | 'view' | 'result'>): string {
  const winner = view.players.find((player) => player.user.id === result.winnerId)?.user.name ?? ''
  switch (result.reason) {
    case 'accepted':
      return t('acceptedBy', { name: winner, time: receivedAfter(view, result) })
    case 'solved':
      return t('solved')
    case 'resigned':
    case 'forfeit':
      return t('resignedGroup')
    default:
      return result.winnerId === null ? t('time') : t('timeGroup')
  }
}

function receivedAfter(view: BattleView, result: NonNullable<BattleView['result']>): string {
  const winning = view.players
    .flatMap((player) => player.submissions)
    .find((submission) => submission.id === result.winningSubmissionId)
  const at = Date.parse(winning?.receivedAt ?? result.endedAt)
  return formatPrecise(at - Date.parse(view.startsAt ?? result.endedAt))
}
