import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { expect, test } from 'vitest'
import { otherNodes } from './tests/other-nodes'

const root = join(import.meta.dirname, '..')
const packageSchema = z.object({ engines: z.object({ node: z.string() }) })
const { engines } = packageSchema.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')))
const bootstrap: { fitsNode: (range: string, version: string) => boolean } = await import(
  new URL('./bootstrap.mjs', import.meta.url).href
)

test.each([
  ['v18.20.4', false],
  ['v20.18.3', false],
  ['v20.19.0', true],
  ['v20.20.2', true],
  ['v21.7.3', false],
  ['v22.11.0', false],
  ['v22.12.0', true],
  ['v23.11.1', false],
  ['v24.0.0', true],
  ['v26.1.0', true],
])('Node.js %s is let in: %s', (version, isLetIn) => {
  expect(bootstrap.fitsNode('^20.19.0 || ^22.12.0 || >=24.0.0', version)).toBe(isLetIn)
})

test('every line of Node.js that package.json allows is tested: the oldest always, the others by a long proof', () => {
  const lines = engines.node.split('||').map((range) => /\d+/.exec(range)?.[0])
  expect(['20', ...otherNodes.map(({ version }) => version.split('.')[0])]).toEqual(lines)
  for (const version of [process.version, ...otherNodes.map((other) => `v${other.version}`)])
    expect(bootstrap.fitsNode(engines.node, version)).toBe(true)
})
