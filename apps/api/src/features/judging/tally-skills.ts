import type { Consumer } from '../../facts/deliver-facts'

/** Counts a person's accepted submissions by skill of the problems: what is taken back by a rejudge is taken off again. */
export const tallySkills: Consumer = {
  name: 'skill-tally',
  types: ['submission-judged'],
  apply: async (tx, fact) => {
    if (fact.type !== 'submission-judged' || fact.data.acceptedChange === 0) return
    const { userId, problemSlug, acceptedChange } = fact.data
    await tx.$executeRaw`
      INSERT INTO skill_tally AS held (user_id, skill, accepted)
      SELECT u.id, s.skill, ${acceptedChange}::int
      FROM "user" u, problem p, unnest(p.skills) AS s(skill)
      WHERE u.id = ${userId}::uuid AND p.slug = ${problemSlug}
      GROUP BY u.id, s.skill ORDER BY s.skill
      ON CONFLICT (user_id, skill) DO UPDATE SET accepted = held.accepted + excluded.accepted`
  },
}
