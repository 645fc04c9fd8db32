import type { BattlePlayerView } from '@eduscale/contracts/battle'
import type { Verdict } from '@eduscale/contracts/verdict'

/** Some of the points are accepted in the rules of a scored problem; to a person, and for a place, that is only a part. */
export function shownVerdict(submission: Pick<BattlePlayerView['submissions'][number], 'verdict' | 'points'>): {
  mark: Verdict | 'pending'
  text: Verdict | 'PARTIAL' | null
} {
  const { verdict, points } = submission
  if (verdict === 'AC' && points < 100) return { mark: 'WA', text: 'PARTIAL' }
  return { mark: verdict ?? 'pending', text: verdict }
}
