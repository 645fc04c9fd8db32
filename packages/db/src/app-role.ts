import { Client } from 'pg'
import { schemas } from './connection'

/** Who the api nodes are in the database: rows alone, no tables, no other database, no role of its own making. */
export const appRole = 'eduscale_app'

/**
 * Makes the role or gives it this password, and grants it the rows of every table there is; to be run after the migrations. Throws where
 * the connection of `url` may not make roles.
 */
export async function grantAppRole({ url, password }: { url: string; password: string }): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const name = client.escapeIdentifier(appRole)
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [appRole])
    const how = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS'
    await client.query(`${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${name} ${how} PASSWORD ${client.escapeLiteral(password)}`)
    const ours = schemas.map((schema) => client.escapeIdentifier(schema)).join(', ')
    await client.query(`
      REVOKE CREATE ON SCHEMA public FROM PUBLIC;
      REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${name};
      GRANT USAGE ON SCHEMA public, ${ours} TO ${name};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${ours} TO ${name};
      GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${ours} TO ${name};
      GRANT SELECT ON public._prisma_migrations TO ${name}`)
  } finally {
    await client.end()
  }
}

/** The same database as that role. */
export function asAppRole({ url, password }: { url: string; password: string }): string {
  const own = new URL(url)
  own.username = appRole
  own.password = password
  return own.toString()
}
