import { expect, test } from 'vitest'
import { languageIds, sourceNames, type LanguageId } from '@eduscale/contracts/language'
import type { Signature } from '@eduscale/contracts/signature'
import { declaration, driverFiles, starterCode, supportsSignature } from './driver-files'

const signature: Signature = {
  name: 'twoSum',
  parameters: [
    { name: 'numbers', type: 'int[]' },
    { name: 'in', type: 'long' },
  ],
  result: 'int[]',
}

const beginnings: [language: LanguageId, line: string][] = [
  ['python', 'def two_sum(numbers: list[int], in_: int) -> list[int]:'],
  ['javascript', 'function twoSum(numbers, in_) {'],
  ['typescript', 'function twoSum(numbers: number[], in_: number | bigint): number[] {'],
  ['cpp', 'vector<int> twoSum(const vector<int>& numbers, long long in) {'],
  ['java', '    public int[] twoSum(int[] numbers, long in) {'],
  ['c', 'IntArray two_sum(IntArray numbers, long long in) {'],
  ['csharp', '    public int[] TwoSum(int[] numbers, long in_)'],
  ['go', 'func twoSum(numbers []int, in int64) []int {'],
  ['rust', 'pub fn two_sum(numbers: Vec<i32>, in_: i64) -> Vec<i32> {'],
  ['ruby', 'def two_sum(numbers, in_)'],
  ['php', '    function twoSum(array $numbers, int $in): array {'],
  ['lua', 'function twoSum(numbers, in_)'],
  ['ocaml', 'let two_sum (numbers : int array) (in_ : int64) : int array ='],
]

test.each(beginnings)('%s begins with %s', (language, line) => {
  expect(starterCode(signature, language)?.split('\n')).toContain(line)
})

test('a declaration is that line without what opens its body', () => {
  for (const [language, line] of beginnings) expect(declaration(signature, language)).toBe(line.replace(/ ?[{:=]$/, '').trim())
  expect(declaration(signature, 'sql')).toBeNull()
})

const unlucky = [
  'solution',
  'util',
  'java',
  'system',
  'linq',
  'std',
  'bits',
  'include',
  'array',
  'function',
  'param',
  'main',
  'int',
]
const supporting = languageIds.filter(supportsSignature)

test('fourteen languages have functions', () => expect(supporting).toHaveLength(14))

test.each(supporting)('%s: a declaration is that of the function, whatever else has its name', (language) => {
  for (const name of unlucky) {
    const asked: Signature = { name, parameters: [{ name: 'wanted', type: 'int' }], result: 'int' }
    const line = declaration(asked, language)
    expect(line, name).toMatch(new RegExp(`\\b${name}_? ?\\(.*\\bwanted\\b`, 'i'))
    expect(starterCode(asked, language)).toContain(line)
  }
})

test('the entry has the name that the runner gives an entry, and the result goes where it is asked to', () => {
  for (const language of languageIds.filter(supportsSignature)) {
    const driver = driverFiles(signature, language, { resultPath: '/tmp/somewhere' })
    expect(driver?.entry).toBe(sourceNames[language])
    expect(driver?.files[0]?.name).toBe(driver?.entry)
    expect(driver?.files[0]?.text).toContain('/tmp/somewhere')
    expect(driver?.solution).not.toBe(driver?.entry)
  }
})

test('SQL has no functions', () => {
  expect(supportsSignature('sql')).toBe(false)
  expect(starterCode(signature, 'sql')).toBeNull()
  expect(driverFiles(signature, 'sql')).toBeNull()
})
