import type { Difficulty } from '@eduscale/contracts/problem'

/** Somebody in the queue. */
export interface Waiting {
  id: string
  userId: string
  isRanked: boolean
  /** Null takes any. */
  difficulty: Difficulty | null
  language: string | null
  rating: number
  deviation: number
  waitedMs: number
  /** The last three, newest first. */
  recentOpponents: readonly string[]
}

/** Above it a rating says little; Glicko-2's own bound for "provisional". */
const provisionalDeviation = 110

/** For this long only those who chose the same language meet. */
const languageWishMs = 15_000

/** For this long nobody meets one of their last three opponents again; after it, when nobody else is there. */
const otherOpponentMs = 45_000

/**
 * Half-width of the rating window of somebody who has waited `waitedMs`: 100 at once, 25 more each second, everybody after a minute.
 * A deviation above 110 adds what it is above: where the rating itself may be that far off, a narrow window would be a pretence. Two
 * tickets match when their ratings are within the wider of their windows. In casual matches the rating only keeps extremes apart, and
 * not for long.
 */
export function ratingWindow({ waitedMs, deviation, isRanked }: Pick<Waiting, 'waitedMs' | 'deviation' | 'isRanked'>): number {
  if (waitedMs >= (isRanked ? 60_000 : 15_000)) return Number.POSITIVE_INFINITY
  if (!isRanked) return 500
  return 100 + Math.floor(waitedMs / 1_000) * 25 + Math.max(0, deviation - provisionalDeviation)
}

/**
 * Who meets whom, the best pair first: near in rating, with 10 points for each second that the two have waited, so that whoever waits
 * long comes before a slightly better pair. The same tickets in any order give the same pairs. Nobody meets whom `isBarred` names.
 */
export function pairWaiting(
  waiting: readonly Waiting[],
  isBarred: (first: Waiting, second: Waiting) => boolean = () => false,
): [Waiting, Waiting][] {
  const byAge = waiting.toSorted((a, b) => b.waitedMs - a.waitedMs || (a.id < b.id ? -1 : 1))
  const possible = byAge.flatMap((first, index) =>
    byAge
      .slice(index + 1)
      .flatMap((second) =>
        mayMeet(first, second) && !isBarred(first, second) ? [{ first, second, cost: costOf(first, second) }] : [],
      ),
  )
  const pairs: [Waiting, Waiting][] = []
  const taken = new Set<string>()
  const take = (among: typeof possible) => {
    for (const { first, second } of among.toSorted((a, b) => a.cost - b.cost)) {
      if (taken.has(first.id) || taken.has(second.id)) continue
      taken.add(first.id).add(second.id)
      pairs.push([first, second])
    }
  }
  take(possible.filter(({ first, second }) => !haveJustMet(first, second)))
  // Whoever is left now has nobody else.
  take(
    possible.filter(
      ({ first, second }) => haveJustMet(first, second) && Math.max(first.waitedMs, second.waitedMs) > otherOpponentMs,
    ),
  )
  return pairs
}

/** A difficulty is a demand; a language is a wish that gives way after a while, for a battle may be fought in two of them. */
function mayMeet(first: Waiting, second: Waiting): boolean {
  if (first.userId === second.userId || first.isRanked !== second.isRanked) return false
  if (!isSameOrAny(first.difficulty, second.difficulty)) return false
  const isLanguageFine =
    isSameOrAny(first.language, second.language) || Math.max(first.waitedMs, second.waitedMs) >= languageWishMs
  const window = Math.max(ratingWindow(first), ratingWindow(second))
  return isLanguageFine && Math.abs(first.rating - second.rating) <= window
}

function isSameOrAny(first: string | null, second: string | null): boolean {
  return first === null || second === null || first === second
}

function haveJustMet(first: Waiting, second: Waiting): boolean {
  return first.recentOpponents.includes(second.userId) || second.recentOpponents.includes(first.userId)
}

/** Points of rating; less is better. */
function costOf(first: Waiting, second: Waiting): number {
  const isAnyProvisional = first.deviation > provisionalDeviation || second.deviation > provisionalDeviation
  // A newcomer's 1500 is a guess: what they can be relied on to be worth is less, and others who are new are worth the same.
  const distance = isAnyProvisional
    ? Math.abs(conservativeRating(first) - conservativeRating(second))
    : Math.abs(first.rating - second.rating)
  return distance - ((first.waitedMs + second.waitedMs) / 1_000) * 10
}

/** Two deviations below the rating: the real one is higher in 97 of 100 cases. */
function conservativeRating({ rating, deviation }: Waiting): number {
  return rating - 2 * deviation
}

/** What each desertion of a match within the hour costs, from the second on; the last for all that follow. */
const penaltyMinutes = [1, 5, 15, 60]

/** How long a desertion counts. */
export const desertionCountsMs = 60 * 60_000

/**
 * Until when somebody may not queue who has declined, not shown up, or stayed away from matches at these moments (milliseconds since
 * the epoch); null when they may. One is forgiven.
 */
export function queuePenaltyUntil(desertions: readonly number[], now: number): number | null {
  const counting = desertions.filter((at) => at > now - desertionCountsMs)
  if (counting.length < 2) return null
  const minutes = penaltyMinutes[Math.min(counting.length - 2, penaltyMinutes.length - 1)] ?? 0
  const until = Math.max(...counting) + minutes * 60_000
  return until > now ? until : null
}
