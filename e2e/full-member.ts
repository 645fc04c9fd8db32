import { randomBytes } from 'node:crypto'
import { grantRole } from '@eduscale/testing/grant-role'
import { TestPlayer } from '@eduscale/testing/test-player'
import type { BrowserPlatform } from './browser-platform'

const issuer = 'http://127.0.0.1:9/'

/** Settings of a platform where an account can have everything: mails, and providers (nobody answers there; nothing asks them). */
export const fullEnv = {
  DEV_MAIL: 'on',
  OIDC_PROVIDERS: JSON.stringify(
    [
      { id: 'school', label: 'The school', issuer },
      { id: 'club', label: 'The club', issuer: `${issuer}club` },
    ].map((provider) => ({ ...provider, clientId: 'eduscale', clientSecret: 'x'.repeat(32) })),
  ),
}

export async function createMember({ urls }: BrowserPlatform): Promise<TestPlayer> {
  const name = `Max ${randomBytes(4).toString('hex')}`
  return (await TestPlayer.create(urls)).becomeMember({ name, password: 'correct horse battery' })
}

/** An administrator whose account has all that accounts can have, so that no section of the settings is empty. */
export async function createFullMember(platform: BrowserPlatform): Promise<TestPlayer> {
  const member = await createMember(platform)
  const { id } = member.user
  const fill = (sql: string, ...values: unknown[]) => platform.db.query(sql, [id, ...values])
  await grantRole(platform.db, id, 'admin')
  await fill(
    `INSERT INTO passkey (user_id, credential_id, public_key, counter, transports, is_synced, name)
     VALUES ($1, $2, '\\x00', 0, '{internal}', true, 'My key ring')`,
    randomBytes(16).toString('base64url'),
  )
  await fill(
    `INSERT INTO linked_account (user_id, issuer, subject, known_as) VALUES ($1, $2, gen_random_uuid(), 'Max of the school')`,
    issuer,
  )
  await fill(`INSERT INTO second_factor (user_id, secret, on_at) VALUES ($1, '\\x00', now())`)
  await fill(`INSERT INTO recovery_code (user_id, code_hash) VALUES ($1, '\\x00'), ($1, '\\x01')`)
  await fill(`INSERT INTO user_email (user_id, address, key) VALUES ($1, $2::text, $2::text)`, `${id}@example.org`)
  await fill(
    `INSERT INTO session (id, user_id, ends_at, device, network)
     SELECT gen_random_uuid(), $1, now() + interval '1 day', 'Firefox ' || n || ' on Linux', '203.0.113.0/24' FROM generate_series(1, 6) n`,
  )
  await fill(
    `INSERT INTO session (id, user_id, ends_at, device, withdrawn_at, reason)
     VALUES (gen_random_uuid(), $1, now() + interval '1 day', 'Safari on iPhone', now(), 'stolen')`,
  )
  await fill(
    `INSERT INTO audit_entry (actor_id, person_id, action, subject, data)
     VALUES ($1::uuid, $1::uuid, 'data-exported', $1::text, '{}'), (NULL, $1::uuid, 'session-stolen', $1::text, '{}')`,
  )
  return member
}
