import { Client } from 'pg'
import { schemas } from './connection'

/** Who the api nodes are in the database: rows alone, no tables, no other database, no role of its own making. */
export const appRole = 'eduscale_app'

/** Who a process of identity alone is: it writes its own schema, tells facts and the audit, and of others' tables reads what it must. */
export const identityRole = 'eduscale_identity'

type RoleName = typeof appRole | typeof identityRole

/** What `hooks` ask of areas above for identity: where somebody plays, what a guest has done, how somebody is rated, what a person owns. */
const readByIdentity = [
  'arena.battle',
  'arena.battle_player',
  'arena.battle_watcher',
  'arena.invite',
  'arena.rating',
  'arena.ticket',
  'judge.draft',
  'judge.submission',
  // What an export has besides.
  'arena.battle_edit',
  'arena.battle_event',
  'arena.battle_mute',
  'arena.battle_result',
  'arena.group_rating',
  'arena.rating_change',
  'judge.skill_tally',
  // That the database answers is asked by reading it.
  'judge.execution_state',
] as const

/** What a role may do beside reading which migrations there are; `own` are all of our schemas. */
const rightsOf: Record<RoleName, (name: string, own: string) => string> = {
  [appRole]: (name, own) => `
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${own} TO ${name};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${own} TO ${name};`,
  [identityRole]: (name, own) => `
    REVOKE ALL ON ALL TABLES IN SCHEMA ${own} FROM ${name};
    REVOKE ALL ON ALL SEQUENCES IN SCHEMA ${own} FROM ${name};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA identity TO ${name};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA identity TO ${name};
    GRANT SELECT, INSERT ON access.audit_entry TO ${name};
    GRANT SELECT, INSERT, UPDATE, DELETE ON access.http_attempt TO ${name};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA access TO ${name};
    GRANT INSERT ON facts.fact TO ${name};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA facts TO ${name};
    GRANT SELECT ON ${readByIdentity.join(', ')} TO ${name};`,
}

/**
 * Makes the role or gives it this password, and grants it its rows of the tables there are; to be run after the migrations. Throws where
 * the connection of `url` may not make roles.
 */
export async function grantRole(role: RoleName, { url, password }: { url: string; password: string }): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const name = client.escapeIdentifier(role)
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])
    const how = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS'
    await client.query(`${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${name} ${how} PASSWORD ${client.escapeLiteral(password)}`)
    const own = schemas.map((schema) => client.escapeIdentifier(schema)).join(', ')
    await client.query(`
      REVOKE CREATE ON SCHEMA public FROM PUBLIC;
      REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${name};
      GRANT USAGE ON SCHEMA public, ${own} TO ${name};
      ${rightsOf[role](name, own)}
      GRANT SELECT ON public._prisma_migrations TO ${name}`)
  } finally {
    await client.end()
  }
}

/** The same database as that role. */
export function asRole(role: RoleName, { url, password }: { url: string; password: string }): string {
  const own = new URL(url)
  own.username = role
  own.password = password
  return own.toString()
}
