import { sourceNames } from '@eduscale/contracts/language'
import type { Language } from './language'

/**
 * SQLite. A test's input is a script that makes the tables and their rows; the submission's script runs after it, in the same
 * database in memory, and every row it selects is a line with `|` between the columns.
 */
export const sql: Language = {
  id: 'sql',
  image: 'sql',
  sourceName: sourceNames.sql,
  extensions: ['.sql'],
  // Finds what isn't SQL; which tables there are, only the test knows.
  compileArgv: (sources) => ['/usr/bin/sh', '/usr/lib/eduscale/check.sh', ...sources],
  compileTimeMs: 10_000,
  compileMemoryMb: null,
  runArgv: ({ entry }) => ['/usr/bin/sqlite3', '-batch', '-bail', '-list', ':memory:', '.read /dev/stdin', `.read /box/${entry}`],
  versionArgv: ['/usr/bin/sqlite3', '--version'],
  timeMultiplier: 1,
  runtimeMb: 5,
  stackMb: 8,
  outOfMemory: /out of memory/,
}
