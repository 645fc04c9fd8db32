import type { Consumer } from '../../../facts/deliver-facts'
import { addToTally } from './skill-tally.queries'

/** Counts a person's accepted submissions by skill of the problems: what is taken back by a rejudge is taken off again. */
export const tallySkills: Consumer = {
  name: 'skill-tally',
  types: ['submission-judged'],
  apply: async (tx, fact) => {
    if (fact.type !== 'submission-judged' || fact.data.acceptedChange === 0) return
    await addToTally(tx, fact.data)
  },
}
