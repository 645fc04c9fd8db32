'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import type { BattleView } from '@eduscale/contracts/battle'
import { isUnderWay } from '@eduscale/rules/battle-states'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useAppSelector } from '../../../app-services/store/store'
import { cueOfEvent } from '../cues/battle-cue'
import { playCue } from '../cues/cue'
import { activeBattleChanged } from '../../../app-services/identity/identity-slice'
import { BattleAnnouncer } from './battle-announcer'
import { BattleSkeleton } from '../battle/battle-skeleton'
import { sidesOf } from '../battle/sides'
import { useBattleRoom } from './use-battle-room'
import { useLinkGuard } from './use-link-guard'
import { loadLater } from '../../../ui/load-later'
import { spareParts } from '../../../ui/spare-parts'

// Each state's picture is a chunk of its own: which one is needed is known only when the room has been entered.
const loadStage = () => import('./battle-stage')
const loadAttention = () => import('../cues/attention')
spareParts.add(loadAttention)
const loading = () => <BattleSkeleton />
const BattleStage = loadLater(() => loadStage().then((module) => module.BattleStage), { loading })
const BattleResult = loadLater(() => import('../result/battle-result').then((module) => module.BattleResult), { loading })
const PreBattle = loadLater(() => import('./pre-battle').then((module) => module.PreBattle), { loading })
const BattleRefused = loadLater(() => import('./battle-refused').then((module) => module.BattleRefused))

/** What the stage itself loads goes first. */
const spareAfterMs = 1_000

export function BattlePage({ battleId }: { battleId: string }) {
  const t = useTranslations('battle')
  const { store } = useServices()
  const arena = useTranslations('arena')
  const room = useBattleRoom(battleId, (event) => {
    const { preferences, battle } = store.getState()
    const cue = cueOfEvent(event, battle.view)
    if (!cue) return
    if (preferences.isSoundOn) playCue(cue.melody)
    if (cue.call) callFromBack(cue.call === 'found' ? arena('found') : t('countdownTitle'))
  })
  const status = useAppSelector((state) => state.identity.status)
  const refused = useAppSelector((state) => state.battle.refused)
  const view = useAppSelector((state) => (state.battle.battleId === battleId ? state.battle.view : null))
  const myId = useAppSelector((state) => state.identity.user?.id ?? null)

  // On its way while the room is being entered, and before the countdown ends in any case.
  useEffect(() => void loadStage().catch(() => {}), [])

  const isOver = Boolean(view?.result)
  // Somebody whose seat was given away isn't wanted here any more.
  const isSeated = view?.players.some((player) => player.user.id === myId) ?? false
  // All that a battle may ask for comes before it is asked for, the result among the first: by then the web server may be away.
  const isNear = view !== null && isUnderWay(view.state)
  useLinkGuard(isNear)
  useEffect(() => {
    if (!isNear) return
    const abort = new AbortController()
    const timer = setTimeout(() => void spareParts.loadAll(() => abort.signal.aborted), spareAfterMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [isNear])
  useEffect(() => {
    if (!view) return
    const active = store.getState().identity.activeBattleId
    if ((isOver || !isSeated) && active === battleId) store.dispatch(activeBattleChanged(null))
    if (!isOver && isSeated && active === null) store.dispatch(activeBattleChanged(battleId))
    // Once per battle and end, not with every event.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [battleId, isOver, isSeated, view === null, store])

  if (status === 'visitor' || refused) {
    const why = status === 'visitor' ? 'visitor' : refused?.code === 'forbidden' ? 'others' : 'missing'
    return <BattleRefused battleId={battleId} why={why} onCalledOff={() => room?.resume()} />
  }
  if (!view || !room || myId === null) return <BattleSkeleton />
  return (
    <>
      <BattleAnnouncer room={room} myId={myId} />
      <State view={view} room={room} myId={myId} />
    </>
  )
}

function State({ view, room, myId }: { view: BattleView; room: BattleRoom; myId: string }) {
  switch (view.state) {
    case 'LOBBY':
    case 'READY_CHECK':
    case 'COUNTDOWN':
      return <PreBattle view={view} room={room} myId={myId} />
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
      return <BattleResult view={view} room={room} myId={myId} />
    default:
      return view.state satisfies never
  }
}

/** A tab in front needs no call. */
function callFromBack(text: string): void {
  if (document.visibilityState === 'hidden') {
    void loadAttention()
      .then(({ callAttention }) => callAttention(text))
      .catch(() => {})
  }
}
