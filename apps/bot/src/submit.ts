import { setTimeout as wait } from 'node:timers/promises'
import type { LanguageId } from '@eduscale/contracts/language'
import type { BattleRoom } from '@eduscale/client/battle-room'

const againMs = 2_000

/** False when it was refused. */
export async function submit(
  room: BattleRoom,
  program: { language: LanguageId; code: string },
  over: AbortSignal,
): Promise<boolean> {
  if (over.aborted) return false
  const { language, code } = program
  return (await room.command({ t: 'battle:submit', d: { language, code } })).ok
}

/** A submission refused in an outage is tried again until the battle is over: the recording isn't lost. */
export async function submitUntilTaken(
  room: BattleRoom,
  program: { language: LanguageId; code: string },
  over: AbortSignal,
): Promise<void> {
  while (!over.aborted && !(await submit(room, program, over))) await wait(againMs, undefined, { signal: over }).catch(() => {})
}
