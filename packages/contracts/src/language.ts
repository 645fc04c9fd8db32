import { z } from 'zod'

/** Languages a learner can pick in the arena and in practice. `c` is judged too (packages bring C submissions). */
export const languageIds = ['python', 'javascript', 'typescript', 'cpp', 'java', 'c'] as const
export const languageIdSchema = z.enum(languageIds)
export type LanguageId = z.infer<typeof languageIdSchema>

/** The languages offered in the editor; every problem has starter code in each. */
export const editorLanguageIds = ['python', 'javascript', 'typescript', 'cpp', 'java'] as const satisfies readonly LanguageId[]

export const languageNames: Record<LanguageId, string> = {
  python: 'Python',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  cpp: 'C++',
  java: 'Java',
  c: 'C',
}
