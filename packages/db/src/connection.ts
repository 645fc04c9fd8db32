/** Each area's tables are in a schema of its own (prisma/schema); what is nobody's alone, facts and the audit, has one too. */
export const schemas = ['identity', 'access', 'judge', 'arena', 'facts'] as const

/**
 * What `pg` needs to reach a database of ours, with the schemas in which it looks for names. The path is said by each connection and not
 * kept with the database, since a copy of a template loses that. Migrations don't use it: they name the schema that they mean.
 */
export function connectionTo(url: string): { connectionString: string; options: string } {
  return { connectionString: url, options: `-c search_path=${[...schemas, 'public'].join(',')}` }
}
