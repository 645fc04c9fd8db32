import { parseArgs } from 'node:util'
import { z } from 'zod'
import { languageIds, languageIdSchema } from '@eduscale/contracts/language'

export const usage = `usage: npm run -s judge -- --language LANGUAGE --source FILE --tests DIR
  [--time-ms 2000] [--memory-mb 256] [--output-mb 8] [--validator FILE] [--validator-flags "..."]
  [--case-sensitive] [--space-change-sensitive] [--float-tolerance X] [--stop-at-first] [--json]
languages: ${languageIds.join(', ')}`

const optionsSchema = z.object({
  language: languageIdSchema,
  source: z.string().min(1),
  tests: z.string().min(1),
  'time-ms': z.coerce.number().int().min(50).max(60_000).default(2000),
  'memory-mb': z.coerce.number().int().min(16).max(2048).default(256),
  'output-mb': z.coerce.number().int().min(1).max(64).default(8),
  validator: z.string().min(1).optional(),
  'validator-flags': z.string().default(''),
  'case-sensitive': z.boolean().default(false),
  'space-change-sensitive': z.boolean().default(false),
  'float-tolerance': z.coerce.number().nonnegative().optional(),
  'stop-at-first': z.boolean().default(false),
  json: z.boolean().default(false),
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
      source: text,
      tests: text,
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
    },
  })
  const parsed = optionsSchema.safeParse(values)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Error(`--${issue?.path.join('.')}: ${issue?.message}`)
}

export function validatorFlags(options: JudgeOptions): string[] {
  return [
    ...options['validator-flags'].split(/\s+/).filter((word) => word !== ''),
    ...(options['case-sensitive'] ? ['case_sensitive'] : []),
    ...(options['space-change-sensitive'] ? ['space_change_sensitive'] : []),
    ...(options['float-tolerance'] === undefined ? [] : ['float_tolerance', String(options['float-tolerance'])]),
  ]
}
