import { randomBytes } from 'node:crypto'
import { auditPageSchema } from '@eduscale/contracts/audit'
import { TestPlayer } from '@eduscale/testing/test-player'
import type { TestPlatform } from '@eduscale/testing/test-platform'
import { nameKey } from '../src/areas/identity/account/name-key'

/* What tests of people, their roles and bans share. */

export const newName = (first = 'Ida') => `${first} ${randomBytes(4).toString('hex')}`

/** Without a password: hashing one takes long, and an address makes no more than some accounts in a minute. */
export async function createMember(platform: TestPlatform, name = newName()): Promise<TestPlayer> {
  const player = await TestPlayer.create(platform.urls)
  const key = nameKey(name)
  await platform.db.query(`UPDATE "user" SET kind = 'member', name = $2, name_key = $3 WHERE id = $1`, [
    player.user.id,
    name,
    key,
  ])
  await player.renew()
  return player.known({ name, kind: 'member' })
}

/** What stands in the audit of somebody, the newest first, as whoever may see it reads it. */
export async function listAuditOf(reader: TestPlayer, of: TestPlayer) {
  return auditPageSchema.parse((await reader.http('GET', `/v1/admin/audit?person=${of.user.id}`)).body).entries
}

export async function isIn(platform: TestPlatform, player: TestPlayer, url = platform.urls[0]): Promise<boolean> {
  return (await player.http('GET', '/v1/me', undefined, url)).status === 200
}
