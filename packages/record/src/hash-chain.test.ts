import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json'
import { chainEvents, findBrokenLink, hashEvent } from './hash-chain'
import { commitTo, createSealKey, seal, unseal } from './seal'

const battleId = '00000000-0000-4000-8000-0000000000ba'
const at = '2026-01-01T00:00:00.000Z'
const events = [1, 2, 3].map((seq) => ({ seq, at, actor: null, t: 'battle:readied', d: { userId: `u${seq}`, n: seq } }))
const chained = chainEvents('', battleId, events)

test('canonical JSON has one text for one value, as RFC 8785 orders it', () => {
  expect(canonicalJson({ b: [1, { d: 'é\n', c: null }], a: 1e21, aa: undefined })).toBe(
    '{"a":1e+21,"b":[1,{"c":null,"d":"é\\n"}]}',
  )
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }))
})

test('the hash is the one that anybody computes', () => {
  const text = `["","${battleId}",1,"${at}",null,"battle:readied",{"n":1,"userId":"u1"}]`
  expect(chained[0]?.hash).toBe(createHash('sha256').update(text).digest('hex'))
})

test('a chain is whole whatever order the members of its data come back in', () => {
  const reordered = chained.map((event) => ({ ...event, d: { n: event.d.n, userId: event.d.userId } }))
  expect(findBrokenLink(battleId, reordered)).toBeNull()
})

test.each([
  ['a changed word', chained.map((event) => (event.seq === 2 ? { ...event, d: { ...event.d, userId: 'u9' } } : event)), 2],
  ['a changed instant', chained.map((event) => (event.seq === 1 ? { ...event, at: at.replace('2026', '2025') } : event)), 1],
  ['a dropped event', chained.filter((event) => event.seq !== 2), 3],
  ['a dropped first event', chained.slice(1), 2],
  ['two that changed places', [chained[1], chained[0], chained[2]].flatMap((event) => event ?? []), 2],
  [
    'a changed event with a hash to fit',
    chained.map((event) =>
      event.seq === 2
        ? {
            ...event,
            d: { ...event.d, n: 7 },
            hash: hashEvent(chained[0]?.hash ?? '', battleId, { ...event, d: { ...event.d, n: 7 } }),
          }
        : event,
    ),
    3,
  ],
])('%s is noticed', (_name, given, broken) => {
  expect(findBrokenLink(battleId, given)).toBe(broken)
})

test('the events of another battle do not fit', () => {
  expect(findBrokenLink(battleId.replace('ba', 'bb'), chained)).toBe(1)
})

test('a sealed statement opens with its key alone, and the commit tells of any change', () => {
  const key = createSealKey()
  const problem = { title: 'Sum', statementHtml: '<p>Add.</p>' }
  const sealed = seal(key, problem)
  expect(Buffer.from(sealed, 'base64').includes('statementHtml')).toBe(false)
  expect(unseal(key, sealed)).toEqual(problem)
  expect(() => unseal(createSealKey(), sealed)).toThrow('authenticate')
  const longer = seal(key, { ...problem, statementHtml: randomBytes(12_000).toString('hex') })
  expect(longer).toHaveLength(sealed.length)
  expect(seal(key, problem).slice(0, 16)).not.toBe(sealed.slice(0, 16))
  const commit = commitTo(key, problem, 'tests')
  expect(commitTo(key, { ...problem, title: 'Product' }, 'tests')).not.toBe(commit)
  expect(commitTo(key, problem, 'other tests')).not.toBe(commit)
})
