import type { Role } from '@eduscale/contracts/actions'

interface Database {
  query(sql: string, values: unknown[]): Promise<unknown>
}

/** Makes somebody more than a learner, for good, without a word of it in the audit; whatever they are, they are a member then. */
export async function grantRole(db: Database, userId: string, role: Exclude<Role, 'learner'>): Promise<void> {
  await db.query(`UPDATE "user" SET kind = 'member', roles_changed_at = clock_timestamp() WHERE id = $1`, [userId])
  await db.query('INSERT INTO role_grant (user_id, role) VALUES ($1, $2)', [userId, role])
}
