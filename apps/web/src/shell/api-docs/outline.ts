import { schemaPath, type JsonSchema } from '@eduscale/contracts/routes/describe'

/** A JSON Schema as one would write the shape down: objects by lines, alternatives with a bar, bounds behind the kind. */
export function outline(schema: JsonSchema, depth = 0): string {
  const { $ref, const: only, enum: values, anyOf, oneOf, allOf, type } = schema
  if (typeof $ref === 'string') return $ref.replace(schemaPath, '')
  if (only !== undefined) return JSON.stringify(only)
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ')
  const either = asSchemas(anyOf ?? oneOf)
  if (either) return either.map((one) => outline(one, depth)).join(' | ')
  const both = asSchemas(allOf)
  if (both) return both.map((one) => outline(one, depth)).join(' & ')
  if (Array.isArray(type)) return type.map((one: unknown) => outline({ ...schema, type: one }, depth)).join(' | ')
  if (type === 'array') return outlineList(schema, depth)
  if (type === 'object') return outlineObject(schema, depth)
  return typeof type === 'string' ? outlinePlain(schema, type) : 'anything'
}

function outlineList({ items, prefixItems }: JsonSchema, depth: number): string {
  const parts = asSchemas(prefixItems)
  if (parts) return `[${parts.map((part) => outline(part, depth)).join(', ')}]`
  const inner = outline(asSchema(items) ?? {}, depth)
  return / [|&] /.test(inner) ? `(${inner})[]` : `${inner}[]`
}

function outlineObject({ properties, required, additionalProperties }: JsonSchema, depth: number): string {
  const needed = Array.isArray(required) ? required : []
  const indent = '  '.repeat(depth + 1)
  const lines = Object.entries(asSchema(properties) ?? {}).map(
    ([name, inner]) => `${indent}${name}${needed.includes(name) ? '' : '?'}: ${outline(asSchema(inner) ?? {}, depth + 1)}`,
  )
  const others = asSchema(additionalProperties)
  if (others) lines.push(`${indent}[name]: ${outline(others, depth + 1)}`)
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
}

function outlinePlain({ format, minimum, maximum, minLength, maxLength }: JsonSchema, type: string): string {
  const kind = typeof format === 'string' ? format : type
  const [least, most] = type === 'string' ? [minLength, maxLength] : [minimum, maximum]
  const bounds = [least, most].map((bound) => (isTelling(bound) ? String(bound) : ''))
  return bounds.join('') === '' ? kind : `${kind} ${bounds.join('..')}`
}

/** What any whole number is within says nothing. */
function isTelling(bound: unknown): boolean {
  return typeof bound === 'number' && Math.abs(bound) < Number.MAX_SAFE_INTEGER
}

function asSchema(value: unknown): JsonSchema | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
}

function asSchemas(value: unknown): JsonSchema[] | null {
  return Array.isArray(value) ? value.map((one: unknown) => asSchema(one) ?? {}) : null
}
