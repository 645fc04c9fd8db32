import type { Db } from '@eduscale/db'
import { can } from '@eduscale/rules/may'
import { createUser, findUserByName } from '../account/account.queries'
import { hashPassword, isPassword } from '../account/password'
import { replacePassword } from '../account/password.queries'
import { grantRole, revokeRole } from './change-role'
import { findPerson } from './people.queries'

/** Two accounts to try the platform with, so that both sides of a battle can be signed in. */
export const demoNames = ['Demo Ada', 'Demo Ben'] as const

/**
 * Makes the demo accounts, or gives them this password; the password is generated per installation, never built in. The first is an
 * administrator where nobody on the way can read the password: on this machine alone, or by https.
 */
export async function ensureDemoUsers(db: Db, { password, publicUrl }: { password: string; publicUrl: string }): Promise<void> {
  const asker = { address: 'setup', account: 'demo' }
  for (const name of demoNames) {
    const existing = await findUserByName(db, name)
    if (!existing) {
      await createUser(db, { name, kind: 'member', passwordHash: await hashPassword(password, asker) })
    } else if (!(await isPassword(password, existing.passwordHash, asker))) {
      // Whoever took the name before there was a demo is out.
      const passwordHash = await hashPassword(password, asker)
      await replacePassword(db, existing, { passwordHash, keptSession: null, lang: 'en' })
    }
  }
  const named = await findUserByName(db, demoNames[0])
  const first = named && (await findPerson(db, named.id))
  if (!first || can(first, 'role:grant') === isReadByNobody(publicUrl)) return
  const asked = { actor: 'command', personId: first.id, role: 'admin' } as const
  if (isReadByNobody(publicUrl)) await grantRole(db, { ...asked, expiresAt: null })
  else await revokeRole(db, asked)
}

function isReadByNobody(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl)
  return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}
