'use client'

import type { BattleRoom, BattleRoomState } from '@eduscale/client/battle-room'
import type { Ev, Eph } from '@eduscale/contracts/room'
import { useEffect, useEffectEvent, useState } from 'react'
import { FrameBuffer } from '../../../app-services/realtime/frame-buffer'
import { useServices } from '../../../app-services/context/use-services'
import { useAppSelector } from '../../../app-services/store/store'
import { battleEntered, battleLeft, ephemeralsReceived, roomChanged } from '../battle/battle-slice'

/** Cursors and counts move by transitions longer than this: more frames of them would not be seen. */
const liveRestMs = 80

/** Enters a battle's room for as long as the page shows it; what happens goes to the store once per frame. */
export function useBattleRoom(battleId: string, onEvent: (event: Ev) => void): BattleRoom | null {
  const { live, store } = useServices()
  const slot = useAppSelector((state) => state.identity.slot)
  const [room, setRoom] = useState<BattleRoom | null>(null)
  const happened = useEffectEvent(onEvent)

  useEffect(() => {
    if (slot === null) return
    const abort = new AbortController()
    store.dispatch(battleEntered(battleId))
    const states = new FrameBuffer<BattleRoomState>((items) => {
      const latest = items.at(-1)
      if (latest && !abort.signal.aborted) store.dispatch(roomChanged({ battleId, room: latest }))
    })
    const ephemerals = new FrameBuffer<Eph>(
      (frames) => {
        if (!abort.signal.aborted) store.dispatch(ephemeralsReceived(frames))
      },
      { restMs: liveRestMs },
    )
    let unsubscribe = () => {}
    void live.room(battleId, abort.signal).then((opened) => {
      if (!opened) return
      unsubscribe = opened.subscribe({
        onState: (state) => states.push(state),
        onEvent: (event) => happened(event),
        onEphemeral: (frame) => ephemerals.push(frame),
      })
      states.push(opened.state)
      setRoom(opened)
    })
    return () => {
      abort.abort()
      unsubscribe()
      setRoom(null)
      live.leaveRoom(battleId)
      store.dispatch(battleLeft())
    }
  }, [battleId, live, slot, store])

  return room
}
