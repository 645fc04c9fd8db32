import { setTimeout as wait } from 'node:timers/promises'
import type { EditBatch } from '@eduscale/contracts/typing'
import type { LanguageId } from '@eduscale/contracts/language'
import type { BattleRoom } from '@eduscale/client/battle-room'

export interface Typist {
  /** Types `text` into an empty document over about `durationMs`, sending it the way an editor does. */
  type(text: string, durationMs: number, signal: AbortSignal): Promise<void>
}

const batchMs = 250

export function createTypist(room: BattleRoom, language: LanguageId, startedAtMs: number, now: () => number): Typist {
  const atMs = () => Math.max(0, Math.round(now() - startedAtMs))
  return {
    async type(text, durationMs, signal) {
      const batches = Math.max(1, Math.round(durationMs / batchMs))
      room.sendEdits({ language, ops: [{ atMs: atMs(), change: { text: '' }, by: 'delete' }] })
      let typed = 0
      for (let batch = 1; batch <= batches && !signal.aborted; batch += 1) {
        await wait(batchMs, undefined, { signal }).catch(() => {})
        const until = Math.round((text.length * batch) / batches)
        if (until === typed) continue
        room.sendEdits({ language, ops: [append(typed, text.slice(typed, until), atMs())] })
        typed = until
        const line = text.slice(0, typed).split('\n').length
        room.sendEphemeral({ t: 'cursor', d: { line, lines: line } })
      }
    },
  }
}

/** An insertion at the end, as CodeMirror's `ChangeSet.toJSON()` writes it. */
function append(length: number, text: string, atMs: number): EditBatch['ops'][number] {
  const insertion = [0, ...text.split('\n')]
  return { atMs, change: length === 0 ? [insertion] : [length, insertion], by: 'input.type' }
}
