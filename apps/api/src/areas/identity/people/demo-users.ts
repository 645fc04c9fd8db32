import type { Db } from '@eduscale/db'
import { can } from '@eduscale/rules/may'
import { createUser, findUserByName } from '../account/account.queries'
import { hashPassword, isPassword } from '../account/password'
import { replacePassword } from '../account/password.queries'
import { grantRole } from './change-role'
import { findPerson } from './people.queries'

/** Two accounts to try the platform with, so that both sides of a battle can be signed in. */
export const demoNames = ['Demo Ada', 'Demo Ben'] as const

/** Makes the demo accounts, or gives them this password; the password is generated per installation, never built in. */
export async function ensureDemoUsers(db: Db, password: string): Promise<void> {
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
  // The first may see what administrators see.
  const named = await findUserByName(db, demoNames[0])
  const first = named && (await findPerson(db, named.id))
  if (!first || can(first, 'role:grant')) return
  await grantRole(db, { actor: 'command', personId: first.id, role: 'admin', expiresAt: null })
}
