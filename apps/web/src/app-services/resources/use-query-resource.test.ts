import { expect, test } from 'vitest'
import { resourceOf, type QueryState } from './use-query-resource'

const refused = { code: 'unavailable', status: 0, data: {} } as const
const state = (given: Partial<QueryState<number>>): QueryState<number> => ({
  isFetching: false,
  isUninitialized: false,
  refetch: () => {},
  ...given,
})

test.each([
  ['nothing yet', { isFetching: true }, { status: 'loading', value: null }],
  ['an answer', { currentData: 1 }, { status: 'ready', value: 1 }],
  ['an answer that is asked for again', { currentData: 1, isFetching: true }, { status: 'ready', value: 1 }],
  ['a refusal', { error: refused }, { status: 'failed', value: null, error: refused }],
  ['a refusal after an answer', { currentData: 1, error: refused }, { status: 'failed', value: 1, error: refused }],
  ['another try after a refusal', { error: refused, isFetching: true }, { status: 'loading', value: null }],
  ['a bug', { error: { name: 'TypeError', message: 'x' } }, { status: 'failed', error: { code: 'internal' } }],
] satisfies [string, Partial<QueryState<number>>, object][])('%s', (_what, given, expected) => {
  expect(resourceOf(state(given))).toMatchObject(expected)
})
