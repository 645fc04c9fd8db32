import { parse } from 'yaml'
import type { z } from 'zod'
import { bounds } from './bounds'
import type { FileTree } from './file-tree'
import { PackageError } from './package-error'
import type { Report } from './report'

/** Few enough that a bomb of aliases fails; packages use a handful, if any. */
const maxAliases = 50

/** The mapping in a YAML file, without keys that have no value (templates leave those); {} for an empty or missing file. */
export function readYaml(tree: FileTree, path: string): Record<string, unknown> {
  if (!tree.has(path)) return {}
  const text = tree.text(path, bounds.yamlBytes)
  let value: unknown
  try {
    value = parse(text, { maxAliasCount: maxAliases, logLevel: 'error' })
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    throw new PackageError(path, `is not YAML that can be read: ${why}`)
  }
  const clean = withoutNulls(value, path, 0)
  if (clean === undefined) return {}
  if (!isMapping(clean)) throw new PackageError(path, 'is not a mapping of keys to values')
  return clean
}

/** Parses by the schema; its unknown keys are reported, a wrong value is an error that names its key. */
export function parseYaml<Shape extends z.ZodRawShape>(
  value: Record<string, unknown>,
  { schema, path, report }: { schema: z.ZodObject<Shape>; path: string; report: Report },
): z.infer<z.ZodObject<Shape>> {
  const parsed = schema.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new PackageError(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is wrong'}`)
  }
  for (const key of Object.keys(value)) {
    if (!(key in schema.shape)) report.ignored(path, `unknown key ${key}`)
  }
  return parsed.data
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function withoutNulls(value: unknown, path: string, depth: number): unknown {
  if (depth > bounds.yamlDepth) throw new PackageError(path, `is nested deeper than ${bounds.yamlDepth} levels`)
  if (value === null) return undefined
  if (Array.isArray(value))
    return value.map((item: unknown) => withoutNulls(item, path, depth + 1)).filter((item) => item !== undefined)
  if (!isMapping(value)) return value
  const entries = Object.entries(value).map(([key, item]) => [key, withoutNulls(item, path, depth + 1)] as const)
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined))
}
