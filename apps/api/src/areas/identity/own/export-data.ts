import { languageIdSchema, sourceNames } from '@eduscale/contracts/language'
import type { StatementLang } from '@eduscale/contracts/problem'
import type { AppContext } from '../../../app/app-context'
import type { PersonData } from '../../../app/person-data'
import { readExported } from '../../../app/person-data.queries'
import { exportReadme } from './export-readme'
import type { ZipFile } from './write-zip'

/** Of one kind, the newest: whoever has more has been a machine. */
const mostRows = 10_000
const rowsAtOnce = 100
/** Characters of one file; the rest of its kind goes into another. */
const fullAt = 4 * 1024 * 1024

type Row = Record<string, unknown>

/** All that the areas have of somebody: a file of JSON for each kind, code as files of their own, and a word about it at the end. */
export async function* exportData(
  { db, hooks }: Pick<AppContext, 'db' | 'hooks'>,
  userId: string,
  lang: StatementLang,
): AsyncGenerator<ZipFile> {
  const counts: [kind: string, rows: number][] = []
  for (const { exported } of hooks.personData) {
    if ('not' in exported) continue
    let [count, part, size] = [0, 1, 0]
    let kept: Row[] = []
    const flush = (): ZipFile => {
      const file = { path: `${exported.as}${part === 1 ? '' : `-${part}`}.json`, text: `${JSON.stringify(kept, null, 1)}\n` }
      part += 1
      size = 0
      kept = []
      return file
    }
    for await (const row of readAll(db, exported, userId)) {
      const code = asCode(row)
      if (code) yield code
      const told = code ? withoutCode(row, code.path) : row
      kept.push(told)
      count += 1
      size += JSON.stringify(told).length
      if (size > fullAt) yield flush()
    }
    if (kept.length > 0) yield flush()
    counts.push([exported.as, count])
  }
  yield { path: 'README.txt', text: exportReadme(lang, counts, mostRows) }
}

async function* readAll(
  db: AppContext['db'],
  { rows }: Extract<PersonData['exported'], { as: string }>,
  userId: string,
): AsyncGenerator<Row> {
  for (let offset = 0; offset < mostRows; offset += rowsAtOnce) {
    const found = await readExported(db, rows(userId), { offset, most: rowsAtOnce })
    yield* found
    if (found.length < rowsAtOnce) return
  }
}

function asCode({ folder, code, language }: Row): ZipFile | null {
  if (typeof folder !== 'string' || typeof code !== 'string') return null
  const known = languageIdSchema.safeParse(language)
  return { path: `code/${folder}/${known.success ? sourceNames[known.data] : 'code.txt'}`, text: code }
}

/** Says where it is instead. */
function withoutCode({ folder: _folder, ...row }: Row, path: string): Row {
  return { ...row, code: path }
}
