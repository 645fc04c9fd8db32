import { describe, expect, it } from 'vitest'
import { findFilesProblem, freeName, withFiles } from './file-changes'

const file = (name: string, text = '') => ({ name, text })

describe('files beside the code', () => {
  it.each([
    [[], null],
    [[file('a.py'), file('b.py')], null],
    [[file('')], 'fileNameBad'],
    [[file('../a')], 'fileNameBad'],
    [[file('a.py'), file('A.PY')], 'fileNameTaken'],
    [[file('a', 'x'.repeat(64 * 1024 + 1))], 'filesTooLong'],
    [[file('a', 'é'.repeat(33 * 1024))], 'filesTooLong'],
    [['a', 'b', 'c'].map((name) => file(name, 'x'.repeat(60 * 1024))), 'filesTooLong'],
    [Array.from({ length: 64 }, (_, index) => file(`${index}`)), 'filesTooMany'],
  ])('%#: %s', (files, problem) => {
    expect(findFilesProblem(files)).toBe(problem)
  })

  it('finds a free name, and replaces a file by one of its name', () => {
    expect(freeName([file('file.txt')], { stem: 'file', ending: '.txt' })).toBe('file2.txt')
    expect(withFiles([file('1.out', 'old'), file('2.out')], [file('1.OUT', 'new')])).toEqual([
      file('2.out'),
      file('1.OUT', 'new'),
    ])
  })
})
