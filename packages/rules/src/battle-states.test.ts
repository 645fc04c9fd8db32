import { battleStateSchema, type BattleState } from '@eduscale/contracts/battle'
import { expect, test } from 'vitest'
import {
  hasBegun,
  isPlayed,
  isProblemSecret,
  isTerminal,
  isUndecided,
  isUnderWay,
  isWaiting,
  statesOf,
  type StateSet,
} from './battle-states'

const sets = Object.keys(statesOf) as StateSet[]

/** Which sets each state is in; all of them are here. */
const table: Record<string, readonly StateSet[]> = {
  LOBBY: ['open', 'waiting', 'secret'],
  READY_CHECK: ['open', 'waiting', 'busy', 'secret'],
  COUNTDOWN: ['open', 'underWay', 'busy', 'undecided', 'secret'],
  RUNNING: ['open', 'underWay', 'busy', 'played', 'undecided', 'begun'],
  SUSPENDED: ['open', 'underWay', 'busy', 'played', 'undecided', 'begun'],
  JUDGING: ['open', 'underWay', 'busy', 'begun'],
  FINISHED: ['over', 'begun', 'endedByPlayers'],
  ABORTED: ['over', 'secret', 'endedByPlayers', 'calledOff'],
  VOID: ['over', 'calledOff'],
}

test.each(battleStateSchema.options)('what is asked about a battle that is %s', (state) => {
  const found = sets.filter((set) => statesOf[set].some((one) => one === state))
  expect(found).toEqual(sets.filter((set) => table[state]?.includes(set)))
})

test.each([
  ['over', isTerminal],
  ['waiting', isWaiting],
  ['underWay', isUnderWay],
  ['played', isPlayed],
  ['undecided', isUndecided],
  ['begun', hasBegun],
  ['secret', (state: BattleState) => isProblemSecret({ state, startsAt: null, endedAt: null })],
] as const)('a state that is %s is known by its predicate', (set, predicate) => {
  expect(battleStateSchema.options.filter(predicate)).toEqual([...statesOf[set]])
})

test('the problem of a battle that ended before its start is nobody’s to know', () => {
  const [startsAt, before, after] = [new Date(2_000), new Date(1_000), new Date(3_000)]
  for (const state of ['FINISHED', 'VOID'] as const) {
    expect(isProblemSecret({ state, startsAt, endedAt: before })).toBe(true)
    expect(isProblemSecret({ state, startsAt: null, endedAt: before })).toBe(true)
    expect(isProblemSecret({ state, startsAt, endedAt: after })).toBe(false)
  }
})

test('a battle is open or over', () => {
  expect([...statesOf.open, ...statesOf.over].toSorted()).toEqual([...battleStateSchema.options].toSorted())
})
