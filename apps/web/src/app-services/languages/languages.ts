import type { editorLanguageIds, LanguageId } from '@eduscale/contracts/language'

export type EditorLanguage = LanguageId

/**
 * The editor's own list: importing the values of the contracts would bring zod into the page (decision 0021).
 * `satisfies` keeps the two lists the same.
 */
export const editorLanguages = {
  python: { name: 'Python', indent: 4 },
  javascript: { name: 'JavaScript', indent: 2 },
  typescript: { name: 'TypeScript', indent: 2 },
  cpp: { name: 'C++20', indent: 4 },
  java: { name: 'Java', indent: 4 },
  cpp17: { name: 'C++17', indent: 4 },
  c: { name: 'C', indent: 4 },
  csharp: { name: 'C#', indent: 4 },
  go: { name: 'Go', indent: 4 },
  rust: { name: 'Rust', indent: 4 },
  ruby: { name: 'Ruby', indent: 2 },
  php: { name: 'PHP', indent: 4 },
  lua: { name: 'Lua', indent: 2 },
  ocaml: { name: 'OCaml', indent: 2 },
  sql: { name: 'SQL', indent: 2 },
} as const satisfies Record<LanguageId, { name: string; indent: number }>

/** What every problem has a starter in comes first; then the others, in the table's order. */
export const starterLanguages = ['python', 'javascript', 'typescript', 'cpp', 'java'] as const satisfies typeof editorLanguageIds
export const editorLanguageList: readonly EditorLanguage[] = Object.keys(editorLanguages).filter(isEditorLanguage)

export function isEditorLanguage(language: string): language is EditorLanguage {
  return Object.hasOwn(editorLanguages, language)
}

export function languageName(language: LanguageId): string {
  return editorLanguages[language].name
}
