import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { methodOf, pathOf } from './address'
import { addresses } from './addresses'
import { toOpenApi } from './openapi'

interface Operation {
  operationId: string
  security: object[]
  parameters?: { name: string; in: string }[]
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
}

const document = toOpenApi((action) => action === 'platform:read') as {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
}

test('the document is an OpenAPI document', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  expect(errors ?? []).toEqual([])
  expect(valid).toBe(true)
})

test('the validator sees what is wrong', async () => {
  const wrong = { ...document, paths: { '/v1/me': { get: { responses: 'none' } } } }
  expect((await new Validator().validate(wrong)).valid).toBe(false)
})

test('every route is in it, under its own name', () => {
  for (const [name, address] of Object.entries(addresses)) {
    const path = pathOf(address).replaceAll(/:(\w+)/g, '{$1}')
    expect(document.paths[path]?.[methodOf(address).toLowerCase()]?.operationId).toBe(name)
  }
})

test('it says who may, what is refused, and which requests are attempts', () => {
  const room = document.paths['/v1/rooms']?.['post']
  expect(room?.security).toEqual([{ session: [] }])
  expect(room?.responses['409']?.description).toBe('already-playing, too-few-problems, attempt-differs')
  expect(room?.parameters).toMatchObject([{ name: 'attempt-id', in: 'header' }])
  expect(document.paths['/v1/status']?.['get']?.security).toEqual([{}, { session: [] }])
  expect(document.paths['/v1/problem-assets/{hash}']?.['get']?.responses['200']?.content).toEqual({ 'image/*': {} })
})

test('what has a name is there once, and every reference leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => String(to))
  expect(new Set(references).size).toBeGreaterThan(5)
  for (const to of references) expect(Object.keys(document.components.schemas)).toContain(to.split('/').at(-1))
  expect(JSON.stringify(document)).not.toContain('$defs')
})
