import { expect, test } from 'vitest'
import { parseCores, parseImages } from './config'

test.each([
  ['0', [0]],
  ['0-1,3', [0, 1, 3]],
  ['3,1,1-2', [1, 2, 3]],
])('cores %s', (text, cores) => {
  expect(parseCores(text)).toEqual(cores)
})

test('images are given by name', () => {
  const complaints: string[] = []
  const images = parseImages('polyglot=eduscale/polyglot:1a, go=registry.example:5000/go@sha256:2b,', (text) =>
    complaints.push(text),
  )
  expect([...images]).toEqual([
    ['polyglot', 'eduscale/polyglot:1a'],
    ['go', 'registry.example:5000/go@sha256:2b'],
  ])
  expect(complaints).toEqual([])
})

test.each([
  ['go', /go is not written as in go=/],
  ['=eduscale/go:1', /is not written as/],
  ['go=', /is not written as/],
  ['go=a b', /is not written as/],
  ['cobol=eduscale/cobol:1', /no language has an image cobol; there are .*polyglot/],
  ['go=a,go=b', /go is named twice/],
])('images given as %s', (text, says) => {
  const complaints: string[] = []
  parseImages(text, (complaint) => complaints.push(complaint))
  expect(complaints).toEqual([expect.stringMatching(says)])
})
