import { describeRoutes } from '@eduscale/contracts/routes/describe'
import { expect, test } from 'vitest'
import { outline } from './outline'

test.each([
  ['a kind', { type: 'boolean' }, 'boolean'],
  ['a format', { type: 'string', format: 'uuid' }, 'uuid'],
  ['bounds', { type: 'integer', minimum: 3, maximum: 60 }, 'integer 3..60'],
  ['a bound of one side', { type: 'string', maxLength: 80 }, 'string ..80'],
  ['no bounds at all', { type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 }, 'integer'],
  ['a closed list', { type: 'string', enum: ['easy', 'hard'] }, '"easy" | "hard"'],
  ['one value', { const: 'slug' }, '"slug"'],
  ['or null', { type: ['number', 'null'] }, 'number | null'],
  ['a name', { $ref: '#/components/schemas/User' }, 'User'],
  ['a list of alternatives', { type: 'array', items: { anyOf: [{ type: 'null' }, { type: 'string' }] } }, '(null | string)[]'],
  ['a table', { type: 'object', additionalProperties: { type: 'string' } }, '{\n  [name]: string\n}'],
  ['nothing that is known', {}, 'anything'],
])('%s', (_what, schema, text) => {
  expect(outline(schema)).toBe(text)
})

test('objects in objects are indented, and what may be left out is marked', () => {
  const inner = { type: 'object', properties: { a: { type: 'null' } }, required: ['a'] }
  expect(outline({ type: 'object', properties: { b: inner } })).toBe('{\n  b?: {\n    a: null\n  }\n}')
})

test('of every route there is something to tell', () => {
  const { routes, schemas } = describeRoutes(() => true)
  const shapes = [
    ...routes.flatMap(({ body, answer }) => [body, typeof answer === 'string' ? null : answer]),
    ...Object.values(schemas),
  ]
  const outlines = shapes.flatMap((shape) => (shape === null ? [] : [outline(shape)]))
  expect(outlines.length).toBeGreaterThan(60)
  expect(outlines.filter((text) => text === 'anything' || text.includes('undefined'))).toEqual([])
})
