import type { BattleRoom } from '@eduscale/client/battle-room'
import { newId } from '@eduscale/client/new-id'
import type { LanguageId } from '@eduscale/contracts/language'
import { ApiError } from '@eduscale/client/http-client'
import type { TabStorage } from '../../../app-services/storage/tab-storage'

interface Code {
  language: LanguageId
  code: string
}

export type Unacked = Code & { cid: string }

const keyOf = (battleId: string) => `eduscale.unacked:${battleId}`

/**
 * Submits with a command id that survives a reload: until it is acked, id and code stand in the tab's storage, and `resubmit` sends
 * them again. The server answers a repeated id with the stored result, so it never counts twice. Several may be on their way; each is
 * forgotten with its own answer.
 */
export async function submitCode(
  room: Pick<BattleRoom, 'battleId' | 'command'>,
  { language, code }: Code,
  storage: TabStorage,
  cid = newId(),
): Promise<{ submissionId: string; ahead: null }> {
  const { battleId } = room
  const others = () => listUnacked(battleId, storage).filter((one) => one.cid !== cid)
  keep(battleId, storage, [...others(), { cid, language, code }])
  const ack = await room.command({ t: 'battle:submit', d: { language, code } }, cid)
  keep(battleId, storage, others())
  if (!ack.ok) throw new ApiError(409, ack.err)
  const submissionId = ack.res['submissionId']
  if (typeof submissionId !== 'string') throw new Error('the ack of battle:submit carries no submissionId')
  return { submissionId, ahead: null }
}

/** What was on its way when the page was closed, the oldest first. */
export function listUnacked(battleId: string, storage: TabStorage): Unacked[] {
  try {
    const value: unknown = JSON.parse(storage.getItem(keyOf(battleId)) ?? '[]')
    // Written by submitCode in this tab; the server checks it again.
    return Array.isArray(value) ? value.filter(isUnacked) : []
  } catch {
    return []
  }
}

function keep(battleId: string, storage: TabStorage, unacked: readonly Unacked[]): void {
  if (unacked.length === 0) storage.removeItem(keyOf(battleId))
  else storage.setItem(keyOf(battleId), JSON.stringify(unacked))
}

function isUnacked(value: unknown): value is Unacked {
  const isText = (key: string) => typeof Reflect.get(Object(value), key) === 'string'
  return typeof value === 'object' && value !== null && isText('cid') && isText('code') && isText('language')
}
