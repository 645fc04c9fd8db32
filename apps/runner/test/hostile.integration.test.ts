import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shareOf } from '../../../scripts/tests/share'
import { isOfOneLevel, listHostilePrograms, openRange, type HostileProgram, type Range, type RangeImage } from './attack'
import type { Level } from '../src/sandbox/slot-spec'
import { listContainers } from './slot-inventory'

test('the corpus is there', () => {
  expect(listHostilePrograms('L2').length).toBeGreaterThan(100)
  expect(listHostilePrograms('L1').length).toBeGreaterThan(100)
})

/** All of them on the level that a machine has where it can; on the other one a share, and whatever is for that one alone. */
function programsOf(level: Level, image: RangeImage): HostileProgram[] {
  const programs = listHostilePrograms(level, image)
  if (level === 'L2') return programs
  const others = programs.filter((program) => !isOfOneLevel(program))
  return [...programs.filter(isOfOneLevel), ...shareOf(others, 4)]
}

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

  test.each(programsOf(level, image))(
    '$name is contained, leaves nothing, and the next program on its slot is judged right',
    async (program) => expect(await range.attack(program)).toEqual([]),
  )

  test('after the last of them the slots are gone', async () => {
    await range.opened.close()
    // One that is on its way out can still be listed, and not looked into.
    await expect.poll(async () => listContainers(range.opened.owner), { timeout: 30_000 }).toEqual([])
  })
})
