import { roomBodySchema } from '@eduscale/contracts/arena'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzzing } from '../../../../../../scripts/tests/share'
import { bounds, defaultRoom, findRoomFaults, formats, parseRoom, roomBody, scorings, type RoomChoice } from './room-choice'

const choices = fc.record({
  format: fc.constantFrom(...formats),
  scoring: fc.constantFrom(...scorings),
  limitMinutes: fc.integer({ min: 0, max: 200 }),
  isRanked: fc.boolean(),
  maxPlayers: fc.integer({ min: 0, max: 60 }),
  teamCount: fc.integer({ min: 0, max: 12 }),
  problemSlug: fc.constantFrom(null, 'some-problem'),
  difficulty: fc.constantFrom(null, 'easy' as const),
  skills: fc.array(fc.constantFrom('graphs', 'greedy'), { maxLength: 12 }),
  languages: fc.constantFrom<RoomChoice['languages'][]>([], ['python']),
  mayJoinLate: fc.boolean(),
  isListed: fc.boolean(),
})

describe('a room to be', () => {
  it('is refused by the form exactly when the contract refuses it', () => {
    fc.assert(
      fc.property(choices, (choice) => {
        const isSound = roomBodySchema.safeParse(roomBody(choice)).success
        // Skills of a pool that isn't used are left out, so too many of them don't matter then.
        const faults = findRoomFaults({ ...choice, skills: choice.problemSlug === null ? choice.skills : [] })
        expect(Object.keys(faults).length === 0).toBe(isSound)
      }),
      fuzzing(500, 100_000),
    )
  })

  it('begins as something that can be made', () => {
    expect(roomBodySchema.safeParse(roomBody(defaultRoom)).success).toBe(true)
    expect(findRoomFaults(defaultRoom)).toEqual({})
  })

  it.each([
    [null, {}],
    ['{', {}],
    ['7', {}],
    ['{"format":"teams","teamCount":3,"isAdmin":true}', { format: 'teams', teamCount: 3 }],
    [`{"maxPlayers":${bounds.seats[1] + 1},"languages":["python","cobol"],"limitMinutes":"5"}`, {}],
  ])('takes of what was remembered what makes sense: %s', (text, expected) => {
    expect(parseRoom(text)).toEqual({ ...defaultRoom, ...expected })
  })
})
