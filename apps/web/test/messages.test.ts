import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { messageAreas } from '../src/i18n/load-messages'
import { locales } from '../src/i18n/routing'
import { findFaults, flatten, type Tree } from './check-messages'

const folder = fileURLToPath(new URL('../messages', import.meta.url))
const read = async (locale: string, area: string) =>
  JSON.parse(await readFile(join(folder, locale, `${area}.json`), 'utf8')) as Tree

describe.each(locales)('%s', (locale) => {
  test('has the files of all areas and no other', async () => {
    expect((await readdir(join(folder, locale))).toSorted()).toEqual(messageAreas.map((area) => `${area}.json`).toSorted())
  })

  test.each(messageAreas)(
    '%s: every message is there, parses, and has the same arguments and the language’s own plural forms',
    async (area) => {
      expect(findFaults(locale, await read('en', area), await read(locale, area))).toEqual([])
    },
  )
})

test('no key is in two areas', async () => {
  const keys = (await Promise.all(messageAreas.map((area) => read('en', area)))).flatMap((tree) => Object.keys(tree))
  expect(keys).toHaveLength(new Set(keys).size)
})

test('no message is unused: its last name, or what stands before a computed one, is in the sources', async () => {
  const folders = ['../src', '../../../packages/contracts/src'].map((path) => fileURLToPath(new URL(path, import.meta.url)))
  const sources = (await Promise.all(folders.map(readSources))).join('\n')
  const unused: string[] = []
  for (const area of messageAreas) {
    for (const key of flatten(await read('en', area)).keys()) {
      const names = key.split('.')
      const isNamed = new RegExp(`['"\`.]${names.at(-1)}['"\`]`).test(sources)
      const beforeNumber = /^(\D+)\d/.exec(names.at(-1) ?? '')?.[1]
      const isNumbered = beforeNumber !== undefined && sources.includes(`${beforeNumber}\${`)
      const isComputed = names.length > 2 && new RegExp(`[\`'"]${names.slice(1, -1).join('\\.')}\\.`).test(sources)
      if (!isNamed && !isNumbered && !isComputed) unused.push(key)
    }
  }
  expect(unused).toEqual([])
})

async function readSources(path: string): Promise<string> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.'))
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))).join('\n')
}

describe('the gate finds', () => {
  const english = { a: { one: '{count, plural, one {# run} other {# runs}} by <b>{name}</b>' } }
  const right = {
    a: { one: '{count, plural, one {# запуск} few {# запуски} many {# запусків} other {# запуску}}, <b>{name}</b>' },
  }

  test('nothing in a right one', () => expect(findFaults('uk', english, right)).toEqual([]))

  test.each([
    ['a message that is missing', { a: {} }, 'a.one: missing'],
    ['one that English has not', { a: { ...right.a, two: 'Два' } }, 'a.two: no such message'],
    ['one that can’t be parsed', { a: { one: '{count' } }, 'can’t be parsed'.replace('’', "'")],
    ['a form that is missing', { a: { one: right.a.one.replace('many {# запусків} ', '') } }, 'lacks the form many'],
    ['a form of another language', { a: { one: right.a.one.replace('few {', 'two {# запуски} few {') } }, 'has the form two'],
    ['an argument that is missing', { a: { one: right.a.one.replace('{name}', '') } }, 'lacks {name}'],
    ['a tag that is missing', { a: { one: right.a.one.replace(/<\/?b>/g, '') } }, 'lacks <b>'],
    ['a plural that has become a plain number', { a: { one: 'Запусків: {count}, <b>{name}</b>' } }, 'lacks {count, plural}'],
    ['a message without words', { a: { one: '  ' } }, 'is empty'],
  ])('%s', (_what, translated, fault) => {
    expect(findFaults('uk', english, translated as unknown as Tree).join('\n')).toContain(fault)
  })

  test('a choice that was dropped, and a number that is written as it is', () => {
    const told = { a: '{side, select, you {You} rival {They} other {Somebody}}', b: '{rate, number}' }
    const lacking = { a: '{side, select, you {Ty} other {Ktoś}}', b: '{rate}' }
    expect(findFaults('pl', told, lacking)).toEqual([
      'a: lacks {side, select other rival you}',
      'a: has {side, select other you}, which English has not',
      'b: lacks {rate, number}',
      'b: has {rate}, which English has not',
    ])
  })

  test('English that was left', () => {
    const runs = '{n, plural, one {# run} few {# runs} many {# runs} other {# runs}}'
    expect(findFaults('pl', { a: { b: '{n, plural, one {# run} other {# runs}}' } }, { a: { b: runs } })).toEqual([
      'a.b: is left in English',
    ])
    expect(findFaults('pl', { a: { b: 'Practice' } }, { a: { b: 'Practice' } })).toEqual(['a.b: is left in English'])
    expect(findFaults('pl', { a: { b: 'EduScale', c: '{a} · {b}' } }, { a: { b: 'EduScale', c: '{a} · {b}' } })).toEqual([])
  })
})
