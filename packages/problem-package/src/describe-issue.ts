import { z } from 'zod'

const maxShownChars = 60

/** One sentence of what zod found wrong: the key, the value that stands there and what may. */
export function describeIssue(found: z.core.$ZodIssue, { value, schema, under = '' }: Read): string {
  const issue = innermost(found)
  // Where keys come from a list the wrong one is what stands there.
  if (issue.code === 'unrecognized_keys')
    return `${nameOf([...issue.path, issue.keys[0] ?? ''], under)}: is no key there, expected ${keysAt(schema, issue.path).join(', ')}`
  const given = issue.path.reduce<unknown>((inner, key) => at(inner, String(key)), value)
  const shown = shownValue(given)
  const short = shown.length > maxShownChars ? `${shown.slice(0, maxShownChars)}...` : shown
  const choices = [...new Set(choicesOf(issue))]
  const wanted = choices.length > 0 ? `expected ${choices.join(', ')}` : issue.message
  return `${nameOf(issue.path, under)}: ${short} stands there, ${wanted}`
}

/** As JSON, with the numbers that JSON has not as YAML has them. No string has a NUL in it by now (read-yaml.ts). */
export function shownValue(given: unknown): string {
  const marked = JSON.stringify(given, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? `\0${yamlWord(value)}` : value,
  )
  return marked === undefined ? 'nothing' : marked.replaceAll(/"\\u0000([^"]*)"/g, '$1')
}

const yamlWord = (value: number): string => (Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf')

interface Read {
  value: unknown
  schema: z.core.$ZodType
  /** The key that `value` stands under. */
  under?: string
}

/** Keys that the schema doesn't know, at any depth: each with those that it does. */
export function unknownKeys(value: unknown, schema: z.core.$ZodType, under = ''): string[] {
  const inner = unwrapped(schema)
  if (inner instanceof z.ZodUnion) {
    const taken = inner.options.find((option) => z.safeParse(option, value).success)
    return taken === undefined ? [] : unknownKeys(value, taken, under)
  }
  if (inner instanceof z.ZodArray)
    return Array.isArray(value)
      ? value.flatMap((item: unknown, index) => unknownKeys(item, inner.element, nameOf([index], under)))
      : []
  if (!isMapping(value)) return []
  return Object.entries(value).flatMap(([key, item]) => {
    const name = nameOf([key], under)
    if (inner instanceof z.ZodRecord) return unknownKeys(item, inner.valueType, name)
    if (!(inner instanceof z.ZodObject)) return []
    const own: z.core.$ZodType | undefined = Object.hasOwn(inner.shape, key) ? inner.shape[key] : undefined
    if (own !== undefined) return unknownKeys(item, own, name)
    return inner.def.catchall === undefined ? [`unknown key ${name}, expected ${Object.keys(inner.shape).join(', ')}`] : []
  })
}

function nameOf(path: readonly PropertyKey[], under: string): string {
  return [...(under === '' ? [] : [under]), ...path.map(String)].join('.')
}

/** Of several kinds of value that one is spoken of whose outside fits: in a list with one wrong word, of the word. */
function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue
  const fitting = issue.errors.find((inner) => inner.every(({ path }) => path.length > 0))?.[0]
  return fitting ? innermost({ ...fitting, path: [...issue.path, ...fitting.path] }) : issue
}

function choicesOf(issue: z.core.$ZodIssue): string[] {
  switch (issue.code) {
    case 'invalid_value':
      return issue.values.map(String)
    case 'invalid_type':
      return [kindOf(issue.expected)]
    case 'invalid_union':
      return issue.errors.flatMap((inner) => inner.filter(({ path }) => path.length === 0).flatMap(choicesOf))
    default:
      return []
  }
}

function kindOf(expected: string): string {
  switch (expected) {
    case 'record':
    case 'object':
      return 'a mapping'
    case 'tuple':
      return 'an array'
    default:
      return `${/^[aeiou]/.test(expected) ? 'an' : 'a'} ${expected}`
  }
}

function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  const inner = unwrapped(schema)
  const [key, ...rest] = path
  if (inner instanceof z.ZodRecord) {
    if (key !== undefined) return keysAt(inner.valueType, rest)
    return inner.keyType instanceof z.ZodEnum ? inner.keyType.options.map(String) : []
  }
  if (inner instanceof z.ZodArray) return key === undefined ? [] : keysAt(inner.element, rest)
  if (!(inner instanceof z.ZodObject)) return []
  const own: z.core.$ZodType | undefined = inner.shape[String(key)]
  return key === undefined ? Object.keys(inner.shape) : own === undefined ? [] : keysAt(own, rest)
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return unwrapped(schema.unwrap())
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return unwrapped(schema.unwrap())
  return schema instanceof z.ZodPipe ? unwrapped(schema.in) : schema
}

export function at(value: unknown, key: string): unknown {
  return Array.isArray(value) ? value[Number(key)] : isMapping(value) ? value[key] : undefined
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
