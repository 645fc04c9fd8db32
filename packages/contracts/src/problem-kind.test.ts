import { expect, test } from 'vitest'
import { problemKinds } from './problem-kind'
import { ioSchema } from './test-set'

test('a test set can say every kind of problem, and no other', () => {
  const said = ioSchema.options.map(({ shape }) => shape.kind.value)
  expect(said.toSorted()).toEqual([...problemKinds].toSorted())
})
