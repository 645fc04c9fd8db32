import type { BattleView } from '@eduscale/contracts/battle'
import type { useTranslations } from 'next-intl'
import { formatPrecise } from '../../ui/format-time'

interface OutcomeInput {
  t: ReturnType<typeof useTranslations<'result'>>
  view: BattleView
  result: NonNullable<BattleView['result']>
  myId: string
  rivalName: string
}

/** The outcome in one line, and its reason in another. */
export function outcomeText({ t, view, result, myId, rivalName }: OutcomeInput): { title: string; lead: string } {
  const name = rivalName
  const title =
    result.kind === 'aborted'
      ? t('abortedTitle')
      : result.kind === 'voided'
        ? t('voidTitle')
        : result.winnerId === null
          ? t(result.reason === 'agreed' ? 'drawAgreed' : 'draw')
          : result.winnerId === myId
            ? t('won')
            : t('lost', { name })
  return { title, lead: reasonText() }

  function reasonText(): string {
    const iWon = result.winnerId === myId
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

function receivedAfter(view: BattleView, result: NonNullable<BattleView['result']>): string {
  const winning = view.players
    .flatMap((player) => player.submissions)
    .find((submission) => submission.id === result.winningSubmissionId)
  const at = Date.parse(winning?.receivedAt ?? result.endedAt)
  return formatPrecise(at - Date.parse(view.startsAt ?? result.endedAt))
}
