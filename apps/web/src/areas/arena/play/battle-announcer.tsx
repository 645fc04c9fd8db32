'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { Ev } from '@eduscale/contracts/room'
import { useTranslations } from 'next-intl'
import { memo, useEffect, useEffectEvent, useState } from 'react'
import { useAppDispatch } from '../../../app-services/store/store'
import { toastShown } from '../../../app-services/toasts/toasts-slice'
import { isDuel } from '../battle/sides'

const remembered = 5

const ownTexts = {
  'battle:gone': 'announceGoneYou',
  'battle:back': 'announceBackYou',
  'battle:left': 'announceLeftYou',
} as const

/** Says what the lanes show: submissions, verdicts, who left and who is back. It hears for itself, so nothing else is drawn for it. */
export const BattleAnnouncer = memo(function BattleAnnouncer({ room, myId }: { room: BattleRoom; myId: string }) {
  const t = useTranslations('battle')
  const verdicts = useTranslations('verdict')
  const dispatch = useAppDispatch()
  const [said, setSaid] = useState<readonly { seq: number; text: string }[]>([])
  const nameOf = (id: string) =>
    id === myId ? t('you') : (room.state.view?.players.find((player) => player.user.id === id)?.user.name ?? t('opponent'))
  const say = (event: Ev): string | null => {
    // Of many players only what changes the race is said; the leaderboard has the rest.
    const isMany = room.state.view !== null && !isDuel(room.state.view)
    const isOfOther = 'userId' in event.d && event.d.userId !== myId
    const isNews = event.t === 'battle:left' || (event.t === 'battle:judged' && event.d.verdict === 'AC')
    if (isMany && isOfOther && !isNews) return null
    if (!isOfOther && (event.t === 'battle:gone' || event.t === 'battle:back' || event.t === 'battle:left'))
      return t(ownTexts[event.t])
    switch (event.t) {
      case 'battle:submitted':
        return t('announceSubmitted', { name: nameOf(event.d.userId) })
      case 'battle:judged':
        return t('announceVerdict', {
          name: nameOf(event.d.userId),
          verdict: verdicts(event.d.verdict === 'AC' && (event.d.points ?? 100) < 100 ? 'PARTIAL' : event.d.verdict),
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
      case 'battle:draw-closed':
        return event.d.because === 'withdrawn'
          ? t('drawWithdrawn', { name: nameOf(event.d.userId) })
          : t('drawDeclined', { name: nameOf(event.actor ?? '') })
      case 'battle:live-code':
        return t('announceLiveCode', { name: nameOf(event.d.userId), isAllowed: String(event.d.isAllowed) })
      case 'battle:joined':
        return t('announceJoined', { name: event.d.player.name })
      default:
        return null
    }
  }
  const hear = useEffectEvent((event: Ev) => {
    const text = say(event)
    // Whoever has offered is told in sight as well: the button in the bar alone would say it too quietly.
    if (text !== null && event.t === 'battle:draw-closed' && event.actor !== myId) dispatch(toastShown({ tone: 'info', text }))
    if (text !== null) setSaid((before) => [...before.slice(1 - remembered), { seq: event.seq, text }])
  })
  useEffect(() => room.subscribe({ onEvent: (event) => hear(event) }), [room])
  return (
    <div className="visually-hidden" role="log" aria-live="polite" data-testid="announcer">
      {said.map(({ seq, text }) => (
        <p key={seq}>{text}</p>
      ))}
    </div>
  )
})
