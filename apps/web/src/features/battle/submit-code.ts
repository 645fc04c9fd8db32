import type { BattleRoom } from '@eduscale/client/battle-room'
import { newId } from '@eduscale/client/new-id'
import type { LanguageId } from '@eduscale/contracts/language'
import { ApiError } from '../../api/http-client'
import type { TabStorage } from '../../services/tab-storage'

interface Code {
  language: LanguageId
  code: string
}

const keyOf = (battleId: string) => `eduscale.unacked:${battleId}`

/**
 * Submits with a command id that survives a reload: until it is acked, id and code stand in the tab's storage, and
 * `resubmit` sends them again. The server answers a repeated id with the stored result, so it never counts twice.
 */
export async function submitCode(
  room: BattleRoom,
  code: Code,
  storage: TabStorage,
  cid = newId(),
): Promise<{ submissionId: string; ahead: null }> {
  storage.setItem(keyOf(room.battleId), JSON.stringify({ cid, language: code.language, code: code.code }))
  const ack = await room.command({ t: 'battle:submit', d: { language: code.language, code: code.code } }, cid)
  storage.removeItem(keyOf(room.battleId))
  if (!ack.ok) throw new ApiError(409, ack.err)
  const submissionId = ack.res['submissionId']
  if (typeof submissionId !== 'string') throw new Error('the ack of battle:submit carries no submissionId')
  return { submissionId, ahead: null }
}

/** What was on its way when the page was closed. */
export function findUnacked(battleId: string, storage: TabStorage): (Code & { cid: string }) | null {
  try {
    const value: unknown = JSON.parse(storage.getItem(keyOf(battleId)) ?? 'null')
    if (typeof value !== 'object' || value === null || !('cid' in value) || !('code' in value) || !('language' in value))
      return null
    // Written by submitCode in this tab; the server checks it again.
    return { cid: String(value.cid), code: String(value.code), language: value.language as LanguageId }
  } catch {
    return null
  }
}
