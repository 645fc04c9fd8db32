'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import { useEffect, useMemo } from 'react'
import { useServices } from '../../../app-services/context/use-services'
import { EditRecorder } from './edit-recorder'
import { throttleLatest } from '../../../app-services/storage/throttle-latest'

/** At most five a second: the server coalesces to the same order. */
const cursorEveryMs = 200

/**
 * One's typing on its way: every change for the replay, the cursor for the opponent's eyes, and when the page was left.
 * A tab that only follows another records nothing.
 */
export function useTyping(room: BattleRoom, startsAt: number, isRecorded: boolean) {
  const { live } = useServices()
  const typing = useMemo(() => {
    const recorder = new EditRecorder({
      sinceStart: () => live.now() - startsAt,
      send: (batch) => {
        // Before the first join the room doesn't know which number comes next; and while one is offline the recorder packs
        // better, up to 500 operations a batch.
        if (room.state.view === null || room.state.connection !== 'online') return false
        room.sendEdits(batch)
        return true
      },
    })
    const moved = throttleLatest(
      (line: number, lines: number) => room.sendEphemeral({ t: 'cursor', d: { line, lines } }),
      cursorEveryMs,
    )
    return {
      begin: recorder.begin.bind(recorder),
      record: recorder.record.bind(recorder),
      see: recorder.see.bind(recorder),
      flush: () => recorder.flush(),
      moved: (line: number, lines: number) => {
        recorder.stand({ line, lines })
        moved.call(line, lines)
      },
      dispose: () => {
        recorder.dispose()
        moved.cancel()
      },
    }
  }, [live, room, startsAt])
  useEffect(() => {
    addEventListener('pagehide', typing.flush)
    return () => {
      removeEventListener('pagehide', typing.flush)
      typing.dispose()
    }
  }, [typing])
  useEffect(() => {
    if (!isRecorded) return
    const abort = new AbortController()
    const look = () => typing.see(document.visibilityState === 'visible' && document.hasFocus())
    for (const name of ['blur', 'focus']) addEventListener(name, look, { signal: abort.signal })
    document.addEventListener('visibilitychange', look, { signal: abort.signal })
    return () => abort.abort()
  }, [isRecorded, typing])
  return typing
}
