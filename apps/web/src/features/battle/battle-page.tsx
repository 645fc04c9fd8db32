'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattleView } from '@eduscale/contracts/battle'
import type { Ev } from '@eduscale/contracts/room'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useState, type ReactNode } from 'react'
import { useServices } from '../../services/services-provider'
import { useAppSelector } from '../../store/store'
import { LinkButton } from '../../ui/button'
import { StateMessage } from '../../ui/state-message'
import { callAttention } from '../arena/attention'
import { playCue } from '../arena/cue'
import { activeBattleChanged } from '../identity/identity-slice'
import { SiteHeader } from '../shell/site-header'
import { BattleAnnouncer } from './battle-announcer'
import { BattleSkeleton } from './battle-skeleton'
import { BattleStage } from './battle-stage'
import { PreBattle } from './pre-battle'
import { sidesOf } from './sides'
import { useBattleRoom } from './use-battle-room'

const loadResult = () => import('../result/battle-result')
const BattleResult = dynamic(() => loadResult().then((module) => module.BattleResult), {
  loading: () => <BattleSkeleton />,
})

/** One page through all states of a battle. */
export function BattlePage({ battleId }: { battleId: string }) {
  const t = useTranslations('battle')
  const { store } = useServices()
  const [events, setEvents] = useState<readonly Ev[]>([])
  const room = useBattleRoom(battleId, (event) => {
    setEvents((before) => [...before.slice(-4), event])
    cue(event, store.getState().preferences.isSoundOn, t('countdownTitle'))
  })
  const status = useAppSelector((state) => state.identity.status)
  const refused = useAppSelector((state) => state.battle.refused)
  const view = useAppSelector((state) => (state.battle.battleId === battleId ? state.battle.view : null))
  const myId = useAppSelector((state) => state.identity.user?.id ?? null)

  const isOver = Boolean(view?.result)
  const isRunning = view?.state === 'RUNNING'
  useEffect(() => {
    if (!isRunning) return
    // Fetched while there is time: the end comes without warning, perhaps just when a new version is deployed.
    const timer = setTimeout(() => void loadResult().catch(() => {}), 4_000)
    return () => clearTimeout(timer)
  }, [isRunning])
  useEffect(() => {
    if (!view) return
    const active = store.getState().identity.activeBattleId
    if (isOver && active === battleId) store.dispatch(activeBattleChanged(null))
    if (!isOver && active === null) store.dispatch(activeBattleChanged(battleId))
    // Once per battle and end, not with every event.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [battleId, isOver, view === null, store])

  if (status === 'visitor' || refused) {
    return (
      <Framed>
        <StateMessage
          title={t('refusedTitle')}
          actions={
            <LinkButton look="primary" href="/arena">
              {t('title')}
            </LinkButton>
          }
        >
          <p>{t('refused')}</p>
        </StateMessage>
      </Framed>
    )
  }
  if (!view || !room || myId === null) return <BattleSkeleton />
  return (
    <>
      <BattleAnnouncer events={events} view={view} myId={myId} />
      <State view={view} room={room} myId={myId} />
    </>
  )
}

function State({ view, room, myId }: { view: BattleView; room: BattleRoom; myId: string }) {
  switch (view.state) {
    case 'LOBBY':
    case 'READY_CHECK':
    case 'COUNTDOWN':
      return (
        <Framed>
          <PreBattle view={view} room={room} myId={myId} />
        </Framed>
      )
    case 'RUNNING':
    case 'SUSPENDED':
    case 'JUDGING':
      return view.problem ? (
        <BattleStage view={view} problem={view.problem} room={room} sides={sidesOf(view, myId)} />
      ) : (
        <BattleSkeleton />
      )
    case 'FINISHED':
    case 'ABORTED':
    case 'VOID':
      return (
        <Framed>
          <BattleResult view={view} room={room} myId={myId} />
        </Framed>
      )
    default:
      return view.state satisfies never
  }
}

function Framed({ children }: { children: ReactNode }) {
  return (
    <>
      <SiteHeader />
      <main id="content" tabIndex={-1} style={{ outline: 'none' }}>
        {children}
      </main>
    </>
  )
}

function cue(event: Ev, isSoundOn: boolean, title: string): void {
  if (event.t === 'battle:started') {
    if (isSoundOn) playCue('start')
    callAttention(title)
  }
  if (event.t === 'battle:finished' && isSoundOn) playCue('end')
}
