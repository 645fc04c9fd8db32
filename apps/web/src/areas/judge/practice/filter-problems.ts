import type { Difficulty, ProblemSummary } from '@eduscale/contracts/problem'

export interface ProblemFilter {
  text: string
  difficulty: Difficulty | null
  skill: string | null
  solved: 'any' | 'solved' | 'unsolved'
}

export const noFilter: ProblemFilter = { text: '', difficulty: null, skill: null, solved: 'any' }

/** Problems that fit, from the easiest on. Every word of the text must be found in the title, the summary or a skill. */
export function filterProblems(problems: readonly ProblemSummary[], filter: ProblemFilter): ProblemSummary[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  return problems
    .filter((problem) => {
      if (filter.difficulty !== null && problem.difficulty !== filter.difficulty) return false
      if (filter.skill !== null && !problem.skills.includes(filter.skill)) return false
      if (filter.solved !== 'any' && (problem.isSolved === true) !== (filter.solved === 'solved')) return false
      const searched = [problem.title, problem.summary, ...problem.skills].join(' ').toLowerCase()
      return words.every((word) => searched.includes(word))
    })
    .toSorted((a, b) => a.rating - b.rating || a.title.localeCompare(b.title))
}

/** As it stands in the page's address: nothing for what isn't chosen. */
export function writeFilter({ text, difficulty, skill, solved }: ProblemFilter): string {
  const query = new URLSearchParams({
    ...(text.trim() !== '' && { q: text }),
    ...(difficulty !== null && { difficulty }),
    ...(skill !== null && { skill }),
    ...(solved !== 'any' && { solved }),
  }).toString()
  return query === '' ? '' : `?${query}`
}

/** What makes no sense is left out. */
export function readFilter(search: string): ProblemFilter {
  const query = new URLSearchParams(search)
  const difficulty = query.get('difficulty')
  const solved = query.get('solved')
  return {
    text: (query.get('q') ?? '').slice(0, 200),
    difficulty: difficulty === 'easy' || difficulty === 'medium' || difficulty === 'hard' ? difficulty : null,
    skill: query.get('skill')?.slice(0, 60) ?? null,
    solved: solved === 'solved' || solved === 'unsolved' ? solved : 'any',
  }
}
