import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { describeGrants } from './describe-grants'

test('docs/security.md shows the table as it is; npm run -s actions writes it', () => {
  const page = readFileSync(fileURLToPath(new URL('../../../docs/security.md', import.meta.url)), 'utf8')
  expect(page).toContain(describeGrants())
})

test('conditions are told in words', () => {
  expect(describeGrants().split('\n')).toContain('| `submission:read` |  | own | own | own | own | own |')
})
