import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const imagesDir = new URL('../../../infra/images/', import.meta.url)

/** All toolchains that there are, a folder each; first the one that most submissions need. */
export const languageImages: readonly string[] = readdirSync(fileURLToPath(imagesDir))
  .filter((name) => existsSync(new URL(`${name}/Dockerfile`, imagesDir)))
  .toSorted((a, b) => Number(b === 'polyglot') - Number(a === 'polyglot') || (a < b ? -1 : 1))
