'use client'

import type { BattleView } from '@eduscale/contracts/battle'
import type { Ev } from '@eduscale/contracts/room'
import { useTranslations } from 'next-intl'
import { isDuel } from './sides'

interface BattleAnnouncerProps {
  events: readonly Ev[]
  view: BattleView
  myId: string
}

/** Says what the lanes show: submissions, verdicts, who left and who is back. */
export function BattleAnnouncer({ events, view, myId }: BattleAnnouncerProps) {
  const t = useTranslations('battle')
  const verdicts = useTranslations('verdict')
  const nameOf = (id: string) =>
    id === myId ? t('you') : (view.players.find((player) => player.user.id === id)?.user.name ?? t('opponent'))
  const isMany = !isDuel(view)
  const say = (event: Ev): string | null => {
    // Of many players only what changes the race is said; the leaderboard has the rest.
    const isOfOther = 'userId' in event.d && event.d.userId !== myId
    const isNews = event.t === 'battle:left' || (event.t === 'battle:judged' && event.d.verdict === 'AC')
    if (isMany && isOfOther && !isNews) return null
    switch (event.t) {
      case 'battle:submitted':
        return t('announceSubmitted', { name: nameOf(event.d.userId) })
      case 'battle:judged':
        return t('announceVerdict', {
          name: nameOf(event.d.userId),
          verdict: verdicts(event.d.verdict),
          passed: event.d.passed,
          total: event.d.total,
        })
      case 'battle:gone':
        return t('announceGone', { name: nameOf(event.d.userId) })
      case 'battle:back':
        return t('announceBack', { name: nameOf(event.d.userId) })
      case 'battle:left':
        return t('announceLeft', { name: nameOf(event.d.userId) })
      case 'battle:draw-offered':
        return t('offersDraw', { name: nameOf(event.d.userId) })
      case 'battle:joined':
        return t('announceJoined', { name: event.d.player.name })
      default:
        return null
    }
  }
  return (
    <div className="visually-hidden" role="log" aria-live="polite" data-testid="announcer">
      {events.map((event) => {
        const text = say(event)
        return text === null ? null : <p key={event.seq}>{text}</p>
      })}
    </div>
  )
}
