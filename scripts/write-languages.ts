import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { languageIds } from '@eduscale/contracts/language'
import { describeLanguages, languages, openSandbox, readLanguageVersions } from '../apps/runner/src/cli/tools'

// `npm run -s languages`: writes docs/languages.md. Asks every image's compilers for their versions, so it needs a Docker engine.

const opened = await openSandbox((line) => console.error(line), 1)
try {
  const versions = new Map<string, string>()
  for (const image of new Set(languageIds.map((id) => languages[id].image))) {
    const found = await readLanguageVersions(opened.sandbox, { image, signal: AbortSignal.timeout(600_000) })
    for (const { id, version } of found) versions.set(id, version)
  }
  writeFileSync(join(import.meta.dirname, '../docs/languages.md'), describeLanguages(languageIds, versions))
  console.log(`docs/languages.md: ${versions.size} languages`)
} finally {
  await opened.close()
}
