export const battleRoom = (battleId: string) => `battle:${battleId}`
export const userRoom = (userId: string) => `user:${userId}`
export const sessionRoom = (session: string) => `session:${session}`

/** The battle of a room, null for another kind of room. */
export function battleOfRoom(room: string): string | null {
  return room.startsWith('battle:') ? room.slice('battle:'.length) : null
}
