'use client'

import type { BattleView, Rematch } from '@eduscale/contracts/battle'
import { isTerminal } from '@eduscale/rules/battle-states'
import { useCallback, useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useLiveResource } from '../../../app-services/resources/use-live-resource'

const askAgainMs = 2_000

/** Nothing of it changes any more. */
export function isSettled(rematch: Rematch): boolean {
  return isTerminal(rematch.state)
}

/**
 * How the battle that came of this one stands. That somebody asked is an event of this battle's log; what became of it is in
 * another log, so it is asked for while somebody looks and anything can still change.
 */
export function useRematch(
  view: BattleView,
  isMine: boolean,
): [rematch: Rematch | null, changed: (rematch: Rematch | null) => void] {
  const { api } = useServices()
  const isAsked = isMine && view.rematchBattleId !== null
  const load = useCallback((signal: AbortSignal) => api.getRematch(view.id, { signal }), [api, view.id])
  const [answered, setAnswered] = useState<Rematch | null>(null)
  const [isOver, setIsOver] = useState(false)
  const [resource] = useLiveResource(isAsked ? load : null, isAsked && !isOver ? askAgainMs : null)
  const rematch = answered ?? resource.value
  const isSettledNow = rematch !== null && isSettled(rematch)
  // Nothing of it changes after that, so it isn't asked for any more.
  if (isSettledNow !== isOver) setIsOver(isSettledNow)
  return [rematch, setAnswered]
}
