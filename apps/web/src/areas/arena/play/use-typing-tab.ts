'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import { newId } from '@eduscale/client/new-id'
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { isNewerClaim, isTabClaim, releasedTab, type TabClaim } from './tab-claim'

const tab = newId()

/** Claims over the network are volatile frames, dropped when the socket is busy: they are repeated with the typing, this often. */
const claimEveryMs = 2_000
/** The first may come before the socket is there. */
const claimAgainMs = 400

interface TypingTab {
  isMirror: boolean
  takeOver: () => void
  /** To be called with every edit. */
  typed: () => void
}

/**
 * Of several tabs of one player the newest types and the others follow. A tab says so when it opens the battle, when one
 * takes over in it, and while one types; whoever hears another tab say so steps back. Tabs of one browser hear each other at once
 * and without loss; those of other browsers by way of the server.
 */
export function useTypingTab(room: BattleRoom, myId: string | null, openNewestDraft: () => void): TypingTab {
  const [isMirror, setIsMirror] = useState(false)
  const follow = useEffectEvent(openNewestDraft)
  const own = useRef<TabClaim | null>(null)
  const again = useRef<ReturnType<typeof setTimeout>>(undefined)
  const channel = useRef<BroadcastChannel | null>(null)
  const claim = useCallback(() => {
    own.current = { battleId: room.battleId, userId: myId, tab, at: Date.now() }
    channel.current?.postMessage(own.current)
    room.sendEphemeral({ t: 'typing', d: { tab } })
  }, [myId, room])

  const takeOver = () => {
    claim()
    // The other tab has gone on numbering the typing: joining again tells the number to go on from.
    room.resume()
    setIsMirror(false)
    openNewestDraft()
    again.current = setTimeout(claim, claimAgainMs)
  }
  const isFollowing = useEffectEvent(() => isMirror)
  const released = useEffectEvent(() => {
    if (isMirror) takeOver()
  })

  useEffect(() => {
    const neighbours = new Set<string>()
    const opened = new BroadcastChannel('eduscale.typing')
    channel.current = opened
    const stepBack = () => {
      // The repetition that is still to come would take the typing back.
      clearTimeout(again.current)
      setIsMirror(true)
    }
    opened.addEventListener('message', ({ data }) => {
      if (!isTabClaim(data) || data.battleId !== room.battleId || data.userId !== myId) return
      neighbours.add(data.tab)
      if (data.isReleased) return released()
      if (isNewerClaim(data, own.current)) stepBack()
    })
    const unsubscribe = room.subscribe({
      onEphemeral: (frame) => {
        if (frame.t !== 'typing' || frame.from !== myId || frame.d.tab === tab) return
        if (frame.d.tab === releasedTab) return released()
        // What a neighbour said over the network it has said here before.
        if (!neighbours.has(frame.d.tab)) stepBack()
      },
    })
    claim()
    again.current = setTimeout(claim, claimAgainMs)
    // The page goes away, or the battle is left in it: the tab that followed this one goes on by itself.
    const release = () => {
      clearTimeout(again.current)
      if (isFollowing()) return
      opened.postMessage({ battleId: room.battleId, userId: myId, tab, at: Date.now(), isReleased: true } satisfies TabClaim)
      room.sendEphemeral({ t: 'typing', d: { tab: releasedTab } })
    }
    addEventListener('pagehide', release)
    return () => {
      removeEventListener('pagehide', release)
      release()
      unsubscribe()
      opened.close()
      channel.current = null
    }
  }, [claim, myId, room])

  useEffect(() => {
    if (!isMirror) return
    const timer = setInterval(() => follow(), 3_000)
    return () => clearInterval(timer)
  }, [isMirror])

  const typed = useCallback(() => {
    if (!isMirror && Date.now() - (own.current?.at ?? 0) > claimEveryMs) claim()
  }, [claim, isMirror])
  return { isMirror, takeOver, typed }
}
