import { parseArgs } from 'node:util'
import { z } from 'zod'
import { languageIds, languageIdSchema } from '@eduscale/contracts/language'

export const usage = `usage: npm run -s judge -- [--language LANGUAGE] --source FILE [--source FILE...] --tests DIR
  [--time-ms 2000] [--memory-mb 256] [--output-mb 8] [--validator FILE] [--validator-flags "..."]
  [--case-sensitive] [--space-change-sensitive] [--float-tolerance X] [--stop-at-first] [--json [--details]]
or:    npm run -s judge -- --package PATH --source FILE [--source FILE...] [--language LANGUAGE]
  tests, limits and validators are the package's; what is named besides holds instead
without --language the first file's ending tells it (C++ is C++20)
--details: outputs, messages and differences of all tests, which --json leaves out
languages: ${languageIds.join(', ')}
exit codes: 0 judged, whatever the verdict; 2 bad usage; 3 internal error
examples:
  npm run -s judge -- --source main.cpp --tests tests --time-ms 1000
  npm run -s judge -- --package my-problem.zip --source solution.py --json`

const optionsSchema = z
  .object({
    language: languageIdSchema.optional(),
    source: z.array(z.string().min(1), '--source FILE is missing').min(1).max(64),
    tests: z.string().min(1).optional(),
    package: z.string().min(1).optional(),
    'time-ms': z.coerce.number().int().min(50).max(60_000).optional(),
    'memory-mb': z.coerce.number().int().min(16).max(2048).optional(),
    'output-mb': z.coerce.number().int().min(1).max(64).optional(),
    validator: z.string().min(1).optional(),
    'validator-flags': z.string().optional(),
    'case-sensitive': z.boolean().default(false),
    'space-change-sensitive': z.boolean().default(false),
    'float-tolerance': z.coerce.number().nonnegative().optional(),
    'stop-at-first': z.boolean().default(false),
    json: z.boolean().default(false),
    details: z.boolean().default(false),
  })
  .refine((given) => given.package !== undefined || given.tests !== undefined, {
    path: ['tests'],
    message: 'a folder of tests is missing, or --package',
  })
export type JudgeOptions = z.infer<typeof optionsSchema>

/** Throws one line that names the bad option. */
export function parseJudgeOptions(args: readonly string[]): JudgeOptions {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const { values } = parseArgs({
    args: [...args],
    strict: true,
    allowPositionals: false,
    options: {
      language: text,
      source: { type: 'string', multiple: true },
      tests: text,
      package: text,
      'time-ms': text,
      'memory-mb': text,
      'output-mb': text,
      validator: text,
      'validator-flags': text,
      'case-sensitive': flag,
      'space-change-sensitive': flag,
      'float-tolerance': text,
      'stop-at-first': flag,
      json: flag,
      details: flag,
    },
  })
  const parsed = optionsSchema.safeParse(values)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Error(`--${issue?.path.join('.')}: ${issue?.message}`)
}

/** Null: none is named. */
export function validatorFlags(options: JudgeOptions): string[] | null {
  const tolerance = options['float-tolerance']
  const flags = [
    ...(options['validator-flags'] ?? '').split(/\s+/).filter((word) => word !== ''),
    ...(options['case-sensitive'] ? ['case_sensitive'] : []),
    ...(options['space-change-sensitive'] ? ['space_change_sensitive'] : []),
    ...(tolerance === undefined ? [] : ['float_tolerance', String(tolerance)]),
  ]
  return flags.length === 0 && options['validator-flags'] === undefined ? null : flags
}
