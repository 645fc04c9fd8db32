const closers: Record<string, string> = { '(': ')', '[': ']', '{': '}', '"': '"', "'": "'" }

export interface BracketEdit {
  insert: string
  /** Where the caret comes to stand, counted from the beginning of the selection. */
  caret: number
  /** How many characters after the selection are replaced as well. */
  overtypes: number
}

interface Surroundings {
  /** The character before the selection and the one after it; empty at the ends. */
  before: string
  after: string
  selected: string
  typed: string
}

/**
 * What a typed bracket or quote brings along: its partner, where nothing follows directly; nothing but a step where the
 * partner stands already. Null leaves the key alone.
 */
export function bracketEdit({ before, after, selected, typed }: Surroundings): BracketEdit | null {
  const closer = closers[typed]
  if (selected !== '') return closer ? { insert: typed + selected + closer, caret: selected.length + 2, overtypes: 0 } : null
  if (after === typed && Object.values(closers).includes(typed)) return { insert: typed, caret: 1, overtypes: 1 }
  if (!closer || !/^$|[\s)\]};:,]/.test(after)) return null
  // An apostrophe in a word, and the third quote of a docstring, stand alone.
  if (closer === typed && (/\w/.test(before) || before === typed)) return null
  return { insert: typed + closer, caret: 1, overtypes: 0 }
}

/** Whether deleting backwards takes an empty pair away as a whole. */
export function isEmptyPair(before: string, after: string): boolean {
  return after !== '' && closers[before] === after
}
