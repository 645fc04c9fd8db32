'use client'

import type { BattleRoom } from '@eduscale/client/battle-room'
import { useEffect, useMemo } from 'react'
import { useServices } from '../../services/services-provider'
import { EditRecorder } from './edit-recorder'
import { throttleLatest } from './throttle-latest'

/** At most five a second: the server coalesces to the same order. */
const cursorEveryMs = 200

/** One's typing on its way: every change for the replay, the cursor for the opponent's eyes. */
export function useTyping(room: BattleRoom, startsAt: number) {
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
      flush: () => recorder.flush(),
      moved: moved.call,
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
  return typing
}
