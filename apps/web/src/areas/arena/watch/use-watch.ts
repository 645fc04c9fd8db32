'use client'

import type { WatchConnection } from '@eduscale/client/watch-connection'
import { initialWatchState, type WatchState } from '@eduscale/client/watch-state'
import { useCallback, useEffect, useRef, useState } from 'react'
import { FrameBuffer } from '../../../app-services/realtime/frame-buffer'
import { useServices } from '../../../app-services/context/use-services'
import { loadUntil } from '../../../ui/load-patiently'
import { useAppSelector } from '../../../app-services/store/store'
import { ReplayTrack } from '../replay/replay-track'

export interface Watching {
  state: WatchState
  /** Each player's typing, as far as it may be seen. */
  trackOf: (userId: string) => ReplayTrack
  /** The server's time, milliseconds since the epoch. */
  now: () => number
}

/** Watches a battle for as long as the page shows it; what happens is drawn once per frame. */
export function useWatch(battleId: string): Watching {
  const { apiUrls, tokens } = useServices()
  const status = useAppSelector((store) => store.identity.status)
  const slot = useAppSelector((store) => store.identity.slot)
  const [state, setState] = useState(initialWatchState)
  const tracks = useRef(new Map<string, ReplayTrack>())
  const connection = useRef<WatchConnection | null>(null)

  useEffect(() => {
    if (status === 'unknown') return
    const abort = new AbortController()
    const states = new FrameBuffer<WatchState>((items) => {
      const latest = items.at(-1)
      if (latest && !abort.signal.aborted) setState(latest)
    })
    setState(initialWatchState)
    const load = () => import('@eduscale/client/watch-connection')
    void loadUntil(load, () => abort.signal.aborted).then((module) => {
      if (!module || abort.signal.aborted) return
      connection.current = new module.WatchConnection({
        urls: apiUrls,
        getToken: tokens.getToken,
        renew: tokens.renew,
        battleId,
        onState: (next) => states.push(next),
        onCodeHidden: () => tracks.current.clear(),
        onEdits: (userId, batches, isAll) => {
          const track = isAll ? undefined : tracks.current.get(userId)
          if (track) track.append(batches)
          else tracks.current.set(userId, new ReplayTrack(batches))
        },
      })
    })
    return () => {
      abort.abort()
      connection.current?.close()
      connection.current = null
    }
  }, [apiUrls, battleId, slot, status, tokens])

  const trackOf = useCallback((userId: string) => {
    const known = tracks.current.get(userId)
    if (known) return known
    const empty = new ReplayTrack([])
    tracks.current.set(userId, empty)
    return empty
  }, [])
  const now = useCallback(() => connection.current?.clock.now() ?? Date.now(), [])
  return { state, trackOf, now }
}
