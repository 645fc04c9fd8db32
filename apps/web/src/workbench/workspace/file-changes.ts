import { fileNamePattern, maxSourceBytes, maxSourceFiles, maxSourcesBytes } from '@eduscale/contracts/source-limits'
import type { TextFile } from '@eduscale/contracts/test-set'

export type FilesProblem = 'fileNameBad' | 'fileNameTaken' | 'filesTooLong' | 'filesTooMany'

/** Why these files can't be sent, as the server would say; null when they can. */
export function findFilesProblem(files: readonly TextFile[]): FilesProblem | null {
  if (files.some(({ name }) => !fileNamePattern.test(name))) return 'fileNameBad'
  if (new Set(files.map(({ name }) => name.toLowerCase())).size < files.length) return 'fileNameTaken'
  if (files.length > maxSourceFiles - 1) return 'filesTooMany'
  const sizes = files.map(({ text }) => new TextEncoder().encode(text).length)
  const total = sizes.reduce((sum, bytes) => sum + bytes, 0)
  return sizes.some((bytes) => bytes > maxSourceBytes) || total > maxSourcesBytes - maxSourceBytes ? 'filesTooLong' : null
}

/** `file.txt`, `file2.txt`, ... */
export function freeName(files: readonly TextFile[], { stem, ending }: { stem: string; ending: string }): string {
  const taken = new Set(files.map(({ name }) => name.toLowerCase()))
  for (let number = 1; ; number += 1) {
    const name = `${stem}${number === 1 ? '' : number}${ending}`
    if (!taken.has(name)) return name
  }
}

/** Those of one name replace what was there; the others are added. */
export function withFiles(files: readonly TextFile[], more: readonly TextFile[]): TextFile[] {
  const names = new Set(more.map(({ name }) => name.toLowerCase()))
  return [...files.filter(({ name }) => !names.has(name.toLowerCase())), ...more]
}
