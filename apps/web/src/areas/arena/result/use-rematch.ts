'use client'

import type { BattleView, Rematch } from '@eduscale/contracts/battle'
import { isTerminal } from '@eduscale/rules/battle-states'
import { useCallback, useEffect, useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useLiveResource } from '../../../app-services/resources/use-live-resource'

/** A notice may get lost. */
const askAgainMs = 20_000

/** Nothing of it changes any more. */
export function isSettled(rematch: Rematch): boolean {
  return isTerminal(rematch.state)
}

/**
 * How the battle that came of this one stands. That somebody asked is an event of this battle's log; what became of it is in
 * another log: a notice says when that changes, and then it is asked for.
 */
export function useRematch(
  view: BattleView,
  isMine: boolean,
): [rematch: Rematch | null, changed: (rematch: Rematch | null) => void] {
  const { api, onNotice } = useServices()
  const isAsked = isMine && view.rematchBattleId !== null
  const load = useCallback((signal: AbortSignal) => api.getRematch(view.id, { signal }), [api, view.id])
  const [answered, setAnswered] = useState<Rematch | null>(null)
  const [isOver, setIsOver] = useState(false)
  const [resource, reload] = useLiveResource(isAsked ? load : null, isAsked && !isOver ? askAgainMs : null)
  useEffect(() => {
    if (!isAsked || isOver) return
    return onNotice(({ t, d }) => {
      if (t === 'battle:rematch-changed' && d.battleId === view.id) reload()
    })
  }, [isAsked, isOver, onNotice, reload, view.id])
  const rematch = answered ?? resource.value
  const isSettledNow = rematch !== null && isSettled(rematch)
  // Nothing of it changes after that, so it isn't asked for any more.
  if (isSettledNow !== isOver) setIsOver(isSettledNow)
  return [rematch, setAnswered]
}
