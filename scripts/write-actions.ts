import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeGrants } from '@eduscale/rules/describe-grants'

// `npm run -s actions`: writes the table of who may do what into docs/security.md. A unit test holds the page to it.

const path = join(import.meta.dirname, '../docs/security.md')
const [begin, end] = ['<!-- who may do what -->', '<!-- /who may do what -->']
const text = readFileSync(path, 'utf8')
const [before = '', after = ''] = [text.split(begin)[0], text.split(end)[1]]
writeFileSync(path, `${before}${begin}\n${describeGrants()}\n${end}${after}`)
console.log('docs/security.md: who may do what')
