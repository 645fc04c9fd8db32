import { parseArgs } from 'node:util'
import { packageFormats } from '@eduscale/problem-package/problem-package'
import { z } from 'zod'

export const usage = `usage: npm run -s package -- COMMAND PATH...
  check PATH...                       what is understood of a package, without running anything
  verify PATH... [--jobs N] [--details]   judges every submission and runs the validators
  import PATH [--to DIR] [--slug S] [--force]   converts into problems/<slug>
  export PATH --format legacy|2025-09 --out FILE.zip|DIR [--force]
each with [--json]; a PATH is a folder, or a .zip or .kpp file
--details: why each test ended as it did, with outputs and messages
exit code: 0 as expected, 1 something differs, 2 bad usage or a package that can't be read, 3 internal error
examples:
  npm run -s package -- verify my-problem --jobs 4
  npm run -s package -- export my-problem --format 2025-09 --out my-problem.zip`

export const exits = { ok: 0, differs: 1, unreadable: 2, internal: 3 } as const

const commands = ['check', 'verify', 'import', 'export'] as const
const optionsSchema = z.object({
  json: z.boolean().default(false),
  details: z.boolean().default(false),
  jobs: z.coerce.number().int().min(1).max(64).optional(),
  to: z.string().min(1).optional(),
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a slug is lowercase letters, digits and single hyphens')
    .max(80)
    .optional(),
  force: z.boolean().default(false),
  format: z.enum(packageFormats).optional(),
  out: z.string().min(1).optional(),
})
/** Which options a command has besides --json. */
const allowed: Record<(typeof commands)[number], readonly string[]> = {
  check: [],
  verify: ['jobs', 'details'],
  import: ['to', 'slug', 'force'],
  export: ['format', 'out', 'force'],
}

export type PackageOptions = z.infer<typeof optionsSchema> & { command: (typeof commands)[number]; paths: string[] }

/** Throws one line that says what is wrong. */
export function parsePackageOptions(args: readonly string[]): PackageOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: true,
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      details: { type: 'boolean' },
      jobs: { type: 'string' },
      to: { type: 'string' },
      slug: { type: 'string' },
      force: { type: 'boolean' },
      format: { type: 'string' },
      out: { type: 'string' },
    },
  })
  const [first, ...paths] = positionals
  const command = commands.find((one) => one === first)
  if (!command) throw new Error(first === undefined ? `which command? ${commands.join(', ')}` : `unknown command ${first}`)
  if (paths.length === 0) throw new Error(`${command} needs the path of a package`)
  if (paths.length > 1 && (command === 'import' || command === 'export'))
    throw new Error(`${command} takes one package at a time`)
  const stray = Object.keys(values).find((name) => name !== 'json' && !allowed[command].includes(name))
  if (stray !== undefined) throw new Error(`${command} has no option --${stray}`)
  const parsed = optionsSchema.safeParse(values)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Error(`--${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is wrong'}`)
  }
  if (command === 'export' && (parsed.data.format === undefined || parsed.data.out === undefined))
    throw new Error('export needs --format and --out')
  return { ...parsed.data, command, paths }
}
