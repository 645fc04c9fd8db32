import type { Db } from '@eduscale/db'
import { createUser, findUserByName } from './account.queries'
import { hashPassword, isPassword } from './password'
import { replacePassword } from './password.queries'
import { setRole } from './set-role'

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
  const admin = await findUserByName(db, demoNames[0])
  if (admin?.role !== 'admin') await setRole(db, demoNames[0], 'admin')
}
