import { battleStateSchema } from '@eduscale/contracts/battle'
import { expect, test } from 'vitest'
import * as states from './battle-states'
import { statesOf, type StateSet } from './battle-states'

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
  ABORTED: ['over', 'secret', 'endedByPlayers'],
  VOID: ['over'],
}

test.each(battleStateSchema.options)('what is asked about a battle that is %s', (state) => {
  const found = sets.filter((set) => statesOf[set].some((one) => one === state))
  expect(found).toEqual(sets.filter((set) => table[state]?.includes(set)))
})

test.each([
  ['isTerminal', 'over'],
  ['isWaiting', 'waiting'],
  ['isUnderWay', 'underWay'],
  ['isPlayed', 'played'],
  ['isUndecided', 'undecided'],
  ['hasBegun', 'begun'],
  ['isProblemSecret', 'secret'],
] as const)('%s is about the states that are %s', (predicate, set) => {
  expect(battleStateSchema.options.filter(states[predicate])).toEqual([...statesOf[set]])
})

test('a battle is open or over', () => {
  expect([...statesOf.open, ...statesOf.over].toSorted()).toEqual([...battleStateSchema.options].toSorted())
})
