import type { RoomBody } from '@eduscale/contracts/arena'
import { isEditorLanguage } from '../../../app-services/languages/languages'

/** What the form holds: a number of teams stays chosen while another format is looked at. */
export interface RoomChoice extends Omit<RoomBody, 'teamCount' | 'languages'> {
  teamCount: number
  /** Empty: every language that the problem allows. */
  languages: NonNullable<RoomBody['languages']>
}

export const formats = ['duel', 'group', 'teams'] as const satisfies readonly RoomBody['format'][]
export const scorings = ['first-solve', 'points', 'fewest-bytes'] as const satisfies readonly RoomBody['scoring'][]
/** The contract's bounds, which can't be imported without zod coming along. */
export const bounds = { seats: [2, 50], teams: [2, 10], minutes: [3, 180] } as const
const maxSkills = 10

export const defaultRoom: RoomChoice = {
  format: 'group',
  scoring: 'first-solve',
  limitMinutes: 20,
  isRanked: false,
  maxPlayers: 10,
  teamCount: 2,
  problemSlug: null,
  difficulty: null,
  skills: [],
  languages: [],
  mayJoinLate: false,
  isListed: true,
}

export type RoomField = 'limitMinutes' | 'maxPlayers' | 'teamCount' | 'problemSlug' | 'mayJoinLate' | 'skills'
export type RoomFault =
  | 'minutesRange'
  | 'seatsRange'
  | 'teamsRange'
  | 'moreTeamsThanSeats'
  | 'rankedProblem'
  | 'rankedLate'
  | 'tooManySkills'

/** What can't go together, each at the field where it is most easily put right. */
export function findRoomFaults(choice: RoomChoice): Partial<Record<RoomField, RoomFault>> {
  const isTeams = choice.format === 'teams'
  const faults: Partial<Record<RoomField, RoomFault>> = {}
  if (!isWithin(choice.limitMinutes, bounds.minutes)) faults.limitMinutes = 'minutesRange'
  if (choice.format !== 'duel' && !isWithin(choice.maxPlayers, bounds.seats)) faults.maxPlayers = 'seatsRange'
  if (isTeams && !isWithin(choice.teamCount, bounds.teams)) faults.teamCount = 'teamsRange'
  else if (isTeams && choice.teamCount > choice.maxPlayers) faults.teamCount = 'moreTeamsThanSeats'
  if (choice.isRanked && choice.problemSlug !== null) faults.problemSlug = 'rankedProblem'
  if (choice.isRanked && choice.mayJoinLate) faults.mayJoinLate = 'rankedLate'
  if (choice.skills.length > maxSkills) faults.skills = 'tooManySkills'
  return faults
}

/** As the api takes it: what the format has no use for is left out. */
export function roomBody(choice: RoomChoice): RoomBody {
  const isChosen = choice.problemSlug !== null
  return {
    ...choice,
    maxPlayers: choice.format === 'duel' ? 2 : choice.maxPlayers,
    teamCount: choice.format === 'teams' ? choice.teamCount : null,
    languages: choice.languages.length === 0 ? null : choice.languages,
    // A certain problem is what it is.
    difficulty: isChosen ? null : choice.difficulty,
    skills: isChosen ? [] : choice.skills,
  }
}

/** What the browser remembers, field by field as far as it still makes sense. */
export function parseRoom(text: string | null): RoomChoice {
  let value: unknown = null
  try {
    value = JSON.parse(text ?? 'null')
  } catch {
    // Not written by us, or cut off.
  }
  if (typeof value !== 'object' || value === null) return defaultRoom
  const known = Object.fromEntries(Object.entries(value).filter(([name, entry]) => isSound(name, entry)))
  return { ...defaultRoom, ...known }
}

function isSound(name: string, entry: unknown): boolean {
  switch (name) {
    case 'format':
      return formats.some((format) => format === entry)
    case 'scoring':
      return scorings.some((scoring) => scoring === entry)
    case 'limitMinutes':
      return isWithin(entry, bounds.minutes)
    case 'maxPlayers':
      return isWithin(entry, bounds.seats)
    case 'teamCount':
      return isWithin(entry, bounds.teams)
    case 'isRanked':
    case 'mayJoinLate':
    case 'isListed':
      return typeof entry === 'boolean'
    case 'problemSlug':
      return entry === null || typeof entry === 'string'
    case 'difficulty':
      return entry === null || entry === 'easy' || entry === 'medium' || entry === 'hard'
    case 'skills':
      return Array.isArray(entry) && entry.every((skill) => typeof skill === 'string')
    case 'languages':
      return Array.isArray(entry) && entry.every((language) => typeof language === 'string' && isEditorLanguage(language))
    default:
      return false
  }
}

function isWithin(value: unknown, [least, most]: readonly [number, number]): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
}
