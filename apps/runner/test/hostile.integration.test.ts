import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listHostilePrograms, openRange, type Range } from './attack'
import { takeInventory } from './slot-inventory'

test('the corpus is there', () => {
  expect(listHostilePrograms('L2').length).toBeGreaterThan(100)
  expect(listHostilePrograms('L1').length).toBeGreaterThan(100)
})

describe.each([
  ['L2', 'polyglot'],
  ['L1', 'polyglot'],
  ['L2', 'csharp'],
  ['L1', 'csharp'],
] as const)('level %s, image %s', (level, image) => {
  let range: Range

  beforeAll(async () => {
    range = await openRange(level, { name: `hostile-${image}`, image })
  })
  afterAll(async () => range.opened.close())

  test.each(listHostilePrograms(level, image))(
    '$name is contained, leaves nothing, and the next program on its slot is judged right',
    async (program) => expect(await range.attack(program)).toEqual([]),
  )

  test('after the last of them the slots are gone', async () => {
    await range.opened.close()
    expect((await takeInventory(range.opened.owner)).containers).toEqual([])
  })
})
