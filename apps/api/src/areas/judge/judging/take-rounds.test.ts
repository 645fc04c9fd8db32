import { expect, test } from 'vitest'
import { takeRounds, type Place } from './take-rounds'

const row = (second: number, id: string): Place => ({ at: new Date(second * 1_000), id })

function look(rows: readonly Place[]) {
  const isAfter = (one: Place, other: Place) =>
    one.at > other.at || (one.at.getTime() === other.at.getTime() && one.id > other.id)
  return takeRounds(async (after, most) => rows.filter((one) => isAfter(one, after)).slice(0, most), 2)
}

test('every row is looked at in its turn, also those of one instant, and then all over again', async () => {
  const next = look([row(1, 'a'), row(1, 'b'), row(1, 'c'), row(2, 'a'), row(3, 'a')])
  const seen: string[] = []
  for (let turn = 0; turn < 4; turn += 1) seen.push((await next()).map(({ at, id }) => `${at.getTime() / 1_000}${id}`).join(' '))
  expect(seen).toEqual(['1a 1b', '1c 2a', '3a', '1a 1b'])
})

test('where the rows end with a portion, the next is empty and the one after begins anew', async () => {
  const next = look([row(1, 'a'), row(2, 'b')])
  const counts: number[] = []
  for (let turn = 0; turn < 3; turn += 1) counts.push((await next()).length)
  expect(counts).toEqual([2, 0, 2])
})
