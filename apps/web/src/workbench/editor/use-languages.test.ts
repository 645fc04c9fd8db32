import { problemSchema } from '@eduscale/contracts/problem'
import { describe, expect, it } from 'vitest'
import { chooseLanguage, offerLanguages } from './use-languages'

const problem = problemSchema.parse({
  slug: 'p',
  title: 'P',
  difficulty: 'easy',
  skills: [],
  statementHtml: '',
  samples: [],
  limits: { timeMs: 1000, memoryMb: 64 },
  starters: { python: '', cpp: '' },
})
const unknown = new Map()
const versions = new Map([
  ['python', '3.13'],
  ['rust', '1.90'],
  ['go', '1.25'],
] as const)
const idsOf = (offered: ReturnType<typeof offerLanguages>) => offered.map(({ id }) => id)

describe('offerLanguages', () => {
  it('offers what a runner has, or what has a starter while that is not known', () => {
    expect(idsOf(offerLanguages({ problem, allowed: null, versions }))).toEqual(['python', 'go', 'rust'])
    expect(idsOf(offerLanguages({ problem, allowed: null, versions: unknown }))).toEqual(['python', 'cpp'])
  })

  it('offers no language that the battle is not fought in', () => {
    expect(offerLanguages({ problem, allowed: ['rust', 'java'], versions })).toEqual([{ id: 'rust', version: '1.90' }])
    expect(idsOf(offerLanguages({ problem, allowed: ['rust', 'go'], versions: unknown }))).toEqual(['go', 'rust'])
  })
})

describe('chooseLanguage', () => {
  it.each([
    ['python', null, versions, 'python'],
    ['rust', null, versions, 'rust'],
    // Nobody loses their editor because a runner is away.
    ['cpp', null, versions, 'cpp'],
    ['java', null, versions, 'python'],
    ['python', ['go'], versions, 'go'],
    ['rust', ['go', 'rust'], versions, 'rust'],
    ['python', ['go', 'cpp'], versions, 'cpp'],
    ['python', ['lua'], versions, 'lua'],
    ['python', ['rust'], unknown, 'rust'],
  ] as const)('%s preferred, %j allowed', (preferred, allowed, known, chosen) => {
    const offered = offerLanguages({ problem, allowed, versions: known })
    expect(chooseLanguage({ problem, offered, preferred, allowed })).toBe(chosen)
  })
})
