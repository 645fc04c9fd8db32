import { isStorable } from '@eduscale/contracts/storable-text'
import { parse } from 'yaml'
import type { z } from 'zod'
import { bounds } from './bounds'
import { at, describeIssue, isMapping, unknownKeys } from './describe-issue'
import type { FileTree } from './file-tree'
import { PackageError } from './package-error'
import type { Report } from './report'

/** Few enough that a bomb of aliases fails; packages use a handful, if any. */
const maxAliases = 50

interface YamlOptions {
  /**
   * Keys of the file whose values are text, with all that is below them: what stands there is taken as it is written, so that `007`,
   * `1.0` and a number of twenty digits stay what they are.
   */
  texts?: readonly string[]
  report?: Report
}

/** The mapping in a YAML file, without keys that have no value (templates leave those); {} for an empty or missing file. */
export function readYaml(tree: FileTree, path: string, { texts = [], report }: YamlOptions = {}): Record<string, unknown> {
  if (!tree.has(path)) return {}
  const text = tree.text(path, bounds.yamlBytes)
  const clean = withoutNulls(parsed(text, { path, report }), path, [])
  if (clean === undefined) return {}
  if (!isMapping(clean)) throw new PackageError(path, 'is not a mapping of keys to values')
  if (!texts.some((key) => key in clean)) return clean
  const written: unknown = parse(text, { ...options, uniqueKeys: false, schema: 'failsafe' })
  const entries = Object.entries(clean).map(([key, value]) => [
    key,
    texts.includes(key) ? asWritten(value, at(written, key)) : value,
  ])
  return Object.fromEntries(entries)
}

const options = { maxAliasCount: maxAliases, logLevel: 'error' } as const

function parsed(text: string, { path, report }: { path: string; report: Report | undefined }): unknown {
  try {
    return parse(text, options)
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    // Kattis' tools take the last of several; a person shall know of it.
    if (!/keys must be unique/i.test(why)) throw new PackageError(path, `is not YAML that can be read: ${why}`)
    report?.ignored(
      path,
      `a key stands there twice, and its last value counts (${why.replace(/^.* at /, 'at ').replace(/:$/, '')})`,
    )
  }
  try {
    return parse(text, { ...options, uniqueKeys: false })
  } catch (error) {
    throw new PackageError(path, `is not YAML that can be read: ${error instanceof Error ? error.message.split('\n')[0] : ''}`)
  }
}

/** `value` with every number and boolean in it replaced by its text. */
function asWritten(value: unknown, written: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return typeof written === 'string' ? written : String(value)
  // Values that are nothing were left out of lists, so that places don't agree; there are none in lists of text.
  if (Array.isArray(value)) return value.map((item: unknown, index) => asWritten(item, at(written, String(index))))
  if (!isMapping(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asWritten(item, at(written, key))]))
}

/**
 * Parses by the schema; its unknown keys are reported, a wrong value is an error that names key, value and what may stand there.
 * `under`: the key of the file that the value stands under.
 */
export function parseYaml<Shape extends z.ZodRawShape>(
  value: Record<string, unknown>,
  { schema, path, report, under = '' }: { schema: z.ZodObject<Shape>; path: string; report: Report; under?: string },
): z.infer<z.ZodObject<Shape>> {
  const result = schema.safeParse(value)
  if (!result.success) {
    const [issue] = result.error.issues
    throw new PackageError(path, issue ? describeIssue(issue, { value, schema, under }) : 'is wrong')
  }
  for (const said of unknownKeys(value, schema, under)) report.ignored(path, said)
  return result.data
}

function withoutNulls(value: unknown, path: string, keys: readonly string[]): unknown {
  if (keys.length > bounds.yamlDepth) throw new PackageError(path, `is nested deeper than ${bounds.yamlDepth} levels`)
  if (value === null) return undefined
  if (typeof value === 'string') requireStorable(value, path, keys)
  if (Array.isArray(value))
    return value
      .map((item: unknown, index) => withoutNulls(item, path, [...keys, String(index)]))
      .filter((item) => item !== undefined)
  if (!isMapping(value)) return value
  const entries = Object.entries(value).map(([key, item]) => {
    requireStorable(key, path, keys)
    return [key, withoutNulls(item, path, [...keys, key])] as const
  })
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined))
}

/** By an escape, YAML can say what its file couldn't hold. */
function requireStorable(text: string, path: string, keys: readonly string[]): void {
  if (isStorable(text)) return
  const where = keys.length === 0 ? '' : `${keys.join('.')}: `
  throw new PackageError(
    path,
    `${where}a NUL or half of a character stands there, which no text can have: ${JSON.stringify(text)}`,
  )
}
