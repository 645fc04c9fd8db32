import { z } from 'zod'

/** All that is judged. Which of them run at the moment, and in which version, is `GET /v1/languages`. */
export const languageIds = ['python', 'javascript', 'typescript', 'cpp', 'cpp17', 'java', 'c'] as const
export const languageIdSchema = z.enum(languageIds)
export type LanguageId = z.infer<typeof languageIdSchema>

/** The languages that every problem has starter code in; the editor offers the others with a generated one. */
export const editorLanguageIds = ['python', 'javascript', 'typescript', 'cpp', 'java'] as const satisfies readonly LanguageId[]

export const languageNames: Record<LanguageId, string> = {
  python: 'Python',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  cpp: 'C++20',
  cpp17: 'C++17',
  java: 'Java',
  c: 'C',
}
