import { z } from 'zod'

/** All that is judged. Which of them run at the moment, and in which version, is `GET /v1/languages`. */
export const languageIds = [
  'python',
  'javascript',
  'typescript',
  'cpp',
  'cpp17',
  'java',
  'c',
  'csharp',
  'go',
  'rust',
  'ruby',
  'php',
  'lua',
  'ocaml',
  'sql',
] as const
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
  csharp: 'C#',
  go: 'Go',
  rust: 'Rust',
  ruby: 'Ruby',
  php: 'PHP',
  lua: 'Lua',
  ocaml: 'OCaml',
  sql: 'SQL (SQLite)',
}

/** What a lone source is called, and the entry of several. */
export const sourceNames: Record<LanguageId, string> = {
  python: 'main.py',
  javascript: 'main.js',
  typescript: 'main.ts',
  cpp: 'main.cpp',
  cpp17: 'main.cpp',
  java: 'Main.java',
  c: 'main.c',
  csharp: 'Main.cs',
  go: 'main.go',
  rust: 'main.rs',
  ruby: 'main.rb',
  php: 'main.php',
  lua: 'main.lua',
  ocaml: 'main.ml',
  sql: 'main.sql',
}

/** How programs are compiled and run, in the words of each language's own tools; a unit test of the runner holds it to what it does. */
export const languageFlags: Record<LanguageId, string> = {
  python: '-E -s -S',
  javascript: '--stack-size=60000',
  typescript: '--format=cjs --target=node20',
  cpp: '-std=gnu++20 -O2 -DONLINE_JUDGE',
  cpp17: '-std=gnu++17 -O2 -DONLINE_JUDGE',
  java: '-XX:+UseSerialGC',
  c: '-std=gnu17 -O2 -DONLINE_JUDGE -lm',
  csharp: '-optimize+ -langversion:latest -r:System.Numerics.dll',
  go: '',
  rust: '--edition=2021 -Copt-level=3',
  ruby: '--disable=gems -W0',
  php: 'extension=mbstring extension=bcmath extension=gmp',
  lua: '',
  ocaml: '',
  sql: '-batch -bail -list',
}

/** `GET /v1/languages`: all that there are. `version` is what the compilers themselves say; null where no runner has the language. */
export const languageListSchema = z.object({
  languages: z.array(
    z.object({
      id: languageIdSchema,
      name: z.string(),
      version: z.string().nullable(),
      flags: z.string(),
      isAvailable: z.boolean(),
    }),
  ),
})
export type LanguageList = z.infer<typeof languageListSchema>
