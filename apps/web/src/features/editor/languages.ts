import type { editorLanguageIds, LanguageId } from '@eduscale/contracts/language'

export type EditorLanguage = (typeof editorLanguageIds)[number]

/**
 * The editor's own list: importing the values of the contracts would bring zod into the page (decision 0021).
 * `satisfies` keeps the two lists the same.
 */
export const editorLanguages = {
  python: { name: 'Python', indent: 4 },
  javascript: { name: 'JavaScript', indent: 2 },
  typescript: { name: 'TypeScript', indent: 2 },
  cpp: { name: 'C++', indent: 4 },
  java: { name: 'Java', indent: 4 },
} as const satisfies Record<EditorLanguage, { name: string; indent: number }>

export const editorLanguageList: readonly EditorLanguage[] = ['python', 'javascript', 'typescript', 'cpp', 'java']

export function isEditorLanguage(language: string): language is EditorLanguage {
  return Object.hasOwn(editorLanguages, language)
}

export function languageName(language: LanguageId): string {
  return isEditorLanguage(language) ? editorLanguages[language].name : 'C'
}
