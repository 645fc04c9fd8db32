import { expect, test } from 'vitest'
import { languages } from '../languages/registry'
import { programFiles, withoutByteOrderMark } from './program-files'

const file = (name: string) => ({ name, text: name })
const names = (files: ReturnType<typeof programFiles>) => (typeof files === 'string' ? files : files.map(({ name }) => name))

test.each<[what: string, language: keyof typeof languages, sources: string[], expected: string[]]>([
  ['a lone source gets the language’s name', 'cpp', ['solution.cc'], ['main.cpp']],
  ['whatever it is called', 'python', ['../x'], ['main.py']],
  [
    'the first of the language is the entry, whatever others are called',
    'python',
    ['start.py', 'main.py'],
    ['start.py', 'main.py'],
  ],
  ['and goes before what is no source', 'cpp17', ['a.h', 'b.cpp'], ['b.cpp', 'a.h']],
  ['several keep their names', 'javascript', ['app.js', 'lib.js'], ['app.js', 'lib.js']],
])('%s', (_what, language, sources, expected) => {
  expect(names(programFiles(languages[language], { sources: sources.map(file) }))).toEqual(expected)
})

test.each<[what: string, sources: string[], says: string]>([
  ['a path', ['main.cpp', '../a.h'], 'not a file name'],
  ['a name twice', ['main.cpp', 'main.cpp'], 'same name'],
  ['none of the language', ['a.h', 'b.txt'], 'no file of cpp'],
])('%s is refused', (_what, sources, says) => {
  expect(programFiles(languages.cpp, { sources: sources.map(file) })).toContain(says)
})

test('the problem’s files lie beside; where it brings the entry, the contestant’s file keeps its name', () => {
  const includes = [
    { language: 'cpp' as const, files: [file('grader.h')] },
    { language: 'default' as const, files: [file('words.txt')] },
  ]
  expect(names(programFiles(languages.cpp, { sources: [file('x.cpp')], includes }))).toEqual(['main.cpp', 'grader.h'])
  expect(names(programFiles(languages.python, { sources: [file('x.py')], includes }))).toEqual(['main.py', 'words.txt'])
  const entry = [{ language: 'cpp' as const, files: [file('main.cpp')] }]
  expect(names(programFiles(languages.cpp, { sources: [file('sum.cpp')], includes: entry }))).toEqual(['main.cpp', 'sum.cpp'])
  expect(names(programFiles(languages.cpp, { sources: [file('main.cpp')], includes: entry }))).toEqual([
    'main.cpp',
    'solution.cpp',
  ])
  expect(programFiles(languages.cpp, { sources: [file('main.cpp'), file('a.cpp')], includes: entry })).toContain(
    'call yours otherwise',
  )
})

test('a byte order mark is taken away where a source starts, and only there', () => {
  expect(withoutByteOrderMark({ name: 'a', text: '\ufeffclass A { String s = "\ufeff"; }' }).text).toBe(
    'class A { String s = "\ufeff"; }',
  )
  expect(withoutByteOrderMark({ name: 'a', text: '' }).text).toBe('')
})
