'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import { newId } from '@eduscale/client/new-id'
import { useEffect, useEffectEvent, useState } from 'react'

const tab = newId()

/**
 * Of several tabs of one player the newest types and the others follow. A tab says so when it opens the battle and when
 * one takes over in it; whoever hears another tab say so steps back.
 */
export function useTypingTab(
  room: BattleRoom,
  myId: string | null,
  openNewestDraft: () => void,
): { isMirror: boolean; takeOver: () => void } {
  const [isMirror, setIsMirror] = useState(false)
  const follow = useEffectEvent(openNewestDraft)

  useEffect(() => {
    const claim = () => room.sendEphemeral({ t: 'typing', d: { tab } })
    const unsubscribe = room.subscribe({
      onEphemeral: (frame) => {
        if (frame.t === 'typing' && frame.from === myId && frame.d.tab !== tab) setIsMirror(true)
      },
    })
    claim()
    return unsubscribe
  }, [myId, room])

  useEffect(() => {
    if (!isMirror) return
    const timer = setInterval(() => follow(), 3_000)
    return () => clearInterval(timer)
  }, [isMirror])

  const takeOver = () => {
    // The other tab has gone on numbering the typing: joining again tells the number to go on from.
    room.resume()
    room.sendEphemeral({ t: 'typing', d: { tab } })
    setIsMirror(false)
    openNewestDraft()
  }
  return { isMirror, takeOver }
}
