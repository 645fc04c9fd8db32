import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { languageFlags, languageIds } from '@eduscale/contracts/language'
import { describeLanguage } from './describe-language'
import { languages } from './registry'

test.each(languageIds)('%s is compiled and run with the flags that people are told', (id) => {
  const { compileArgv, runArgv, sourceName } = languages[id]
  const said = [...compileArgv([sourceName]), ...runArgv({ memoryMb: 256, entry: sourceName })].join(' ')
  for (const flag of languageFlags[id].split(' ')) expect(said).toContain(flag)
})

test('docs/languages.md says what is true of every language: npm run -s languages', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../../docs/languages.md'), 'utf8')
  for (const id of languageIds) expect(text, id).toContain(describeLanguage(id))
})
