import { z } from 'zod'

/**
 * Reads a process's settings from the environment, once, at its start; the only place that looks at `process.env`.
 * An empty variable counts as unset. Throws with one line per bad setting, naming the variable.
 */
export function loadConfig<Schema extends z.ZodType>(schema: Schema, env: NodeJS.ProcessEnv = process.env): z.infer<Schema> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`Bad settings in the environment:\n  ${lines.join('\n  ')}`)
}

/** `1`, `true`, `on` and `yes` are true; their opposites false. */
export const flag = z
  .enum(['1', 'true', 'on', 'yes', '0', 'false', 'off', 'no'])
  .transform((value) => ['1', 'true', 'on', 'yes'].includes(value))

/** A comma-separated list without empty members. */
export const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)
