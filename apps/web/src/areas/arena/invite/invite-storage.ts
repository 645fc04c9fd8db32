import { tabStorage } from '../../../app-services/storage/tab-storage'

/** The battle's lobby shows the link again; only the host's browser knows it. */
export interface KeptInvite {
  id: string
  url: string
}

const latestKey = (userId: string) => `eduscale.invite:${userId}`
const roomKey = (userId: string) => `eduscale.room-of:${userId}`
const battleKey = (battleId: string) => `eduscale.invite-of:${battleId}`

export function keepInvite(userId: string, battleId: string | null, invite: KeptInvite): void {
  const text = JSON.stringify(invite)
  tabStorage('session').setItem(latestKey(userId), text)
  if (battleId !== null) tabStorage('local').setItem(battleKey(battleId), text)
}

/** Of a room: whoever is in it may pass the link on. */
export function keepBattleInvite(battleId: string, { id, url }: KeptInvite): void {
  tabStorage('local').setItem(battleKey(battleId), JSON.stringify({ id, url }))
}

/** Which room somebody has opened last; the server tells of battles only once they are about to begin. */
export function keepOwnRoom(userId: string, battleId: string): void {
  tabStorage('local').setItem(roomKey(userId), battleId)
}

export function findOwnRoom(userId: string): string | null {
  return tabStorage('local').getItem(roomKey(userId))
}

export function findInvite(userId: string): KeptInvite | null {
  return parse(tabStorage('session').getItem(latestKey(userId)))
}

export function findInviteOfBattle(battleId: string): KeptInvite | null {
  return parse(tabStorage('local').getItem(battleKey(battleId)))
}

export function forgetInvite(userId: string): void {
  tabStorage('session').removeItem(latestKey(userId))
}

function parse(text: string | null): KeptInvite | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null || !('id' in value) || !('url' in value)) return null
    return { id: String(value.id), url: String(value.url) }
  } catch {
    return null
  }
}
