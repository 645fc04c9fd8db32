'use client'

import type { BattleView, Rematch } from '@eduscale/contracts/battle'
import { isTerminal } from '@eduscale/rules/battle-states'
import { useCallback, useEffect, useState } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { useResource } from '../../../app-services/resources/use-resource'

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
  const [resource, reload] = useResource(isAsked ? load : null)
  const [answered, setAnswered] = useState<Rematch | null>(null)
  const rematch = answered ?? resource.value
  const isDone = !isAsked || (rematch !== null && isSettled(rematch))
  useEffect(() => {
    if (isDone) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload()
    }, askAgainMs)
    return () => clearInterval(timer)
  }, [isDone, reload])
  return [rematch, setAnswered]
}
