'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import { newId } from '@eduscale/client/new-id'
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'

const tab = newId()

/** Claims are volatile frames, dropped when the socket is busy: they are repeated with the typing, this often. */
const claimEveryMs = 2_000

interface TypingTab {
  isMirror: boolean
  takeOver: () => void
  /** To be called with every edit. */
  typed: () => void
}

/**
 * Of several tabs of one player the newest types and the others follow. A tab says so when it opens the battle, when one
 * takes over in it, and while one types; whoever hears another tab say so steps back.
 */
export function useTypingTab(room: BattleRoom, myId: string | null, openNewestDraft: () => void): TypingTab {
  const [isMirror, setIsMirror] = useState(false)
  const follow = useEffectEvent(openNewestDraft)
  const claimedAt = useRef(0)
  const claim = useCallback(() => {
    claimedAt.current = performance.now()
    room.sendEphemeral({ t: 'typing', d: { tab } })
  }, [room])

  useEffect(() => {
    const unsubscribe = room.subscribe({
      onEphemeral: (frame) => {
        if (frame.t === 'typing' && frame.from === myId && frame.d.tab !== tab) setIsMirror(true)
      },
    })
    claim()
    const again = setTimeout(claim, 400)
    return () => {
      clearTimeout(again)
      unsubscribe()
    }
  }, [claim, myId, room])

  useEffect(() => {
    if (!isMirror) return
    const timer = setInterval(() => follow(), 3_000)
    return () => clearInterval(timer)
  }, [isMirror])

  const takeOver = () => {
    claim()
    // The other tab has gone on numbering the typing: joining again tells the number to go on from.
    room.resume()
    setIsMirror(false)
    openNewestDraft()
    setTimeout(claim, 400)
  }
  const typed = () => {
    if (!isMirror && performance.now() - claimedAt.current > claimEveryMs) claim()
  }
  return { isMirror, takeOver, typed }
}
