import type { Db } from '@eduscale/db'
import { hashToken } from '../account/authenticate'

/** The one bot there is so far. Its battles are never rated. */
export const botUserId = '00000000-0000-4000-8000-0000000000b0'

/** Makes the bot's account, and lets whoever holds the token play as it. */
export async function ensureBotAccount(db: Db, token: string): Promise<void> {
  await db.user.upsert({
    where: { id: botUserId },
    create: { id: botUserId, name: 'Bot Easy', nameKey: 'bot easy', kind: 'bot', rating: { create: {} } },
    update: {},
  })
  const tokenHash = hashToken(token)
  const expiresAt = new Date('2100-01-01')
  await db.session.upsert({ where: { tokenHash }, create: { tokenHash, userId: botUserId, expiresAt }, update: { expiresAt } })
}
