import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const src = fileURLToPath(new URL('..', import.meta.url))

test('no translator of a browser touches code, commands and keys', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'))
  const tags = files.flatMap((file) =>
    (readFileSync(`${src}${file}`, 'utf8').match(/<(code|kbd|pre|samp)\b[^>]*>/g) ?? []).map((tag) => `${file}: ${tag}`),
  )
  expect(tags.length).toBeGreaterThan(5)
  expect(tags.filter((tag) => !tag.includes('translate="no"'))).toEqual([])
})
