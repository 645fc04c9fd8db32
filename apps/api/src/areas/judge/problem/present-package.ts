import { statementLangs, type Problem, type StatementLang } from '@eduscale/contracts/problem'
import type { Judging } from '@eduscale/contracts/test-set'
import type { ProblemPackage } from '@eduscale/problem-package/problem-package'
import type { PackageText } from '@eduscale/problem-package/package-texts'
import { isIn } from '@eduscale/rules/grade'
import { kindRules } from '@eduscale/rules/problem-kinds'

/** Protocols of interactive samples stand in it, since input and answer are the validator's. */
export function statementOf({ tests, protocols: alone, judging }: ProblemPackage, { lang, markdown }: PackageText): string {
  const ofTests = tests.flatMap(({ name, shown }) => (shown.interaction === null ? [] : [{ name, text: shown.interaction }]))
  const protocols = [...ofTests, ...alone].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const hasPasses = judging.maxPasses > 1
  const samples = protocols.map(({ text }, index) => protocolMarkdown(text, { number: index + 1, hasPasses, lang }))
  return [markdown, ...samples].join('\n\n')
}

export function samplesOf({ tests, judging }: ProblemPackage): Problem['samples'] {
  if (kindRules[judging.io.kind].answers === 'for-the-validator') return []
  const shown = tests.filter((test) => test.isSample && test.shown.interaction === null)
  return shown.map(({ name, input, answer, shown: instead }) => ({
    name,
    input: instead.input ?? input,
    answer: instead.answer ?? answer,
  }))
}

/** Null where the problem isn't scored. A folder of folders isn't counted, what is in it is; samples give no points. */
export function pointsOf({ scoring }: Pick<Judging, 'scoring'>): Problem['points'] {
  if (!scoring) return null
  const { groups } = scoring
  const innermost = groups.filter(({ name }) => !groups.some((other) => other.name !== name && isIn(other.name, name)))
  const max = groups.find(({ name }) => name === '')?.maxScore ?? null
  return { max, groups: innermost.filter(({ name }) => !isIn(name, 'sample') && name !== 'sample').length }
}

const protocolWords: Readonly<Record<StatementLang, { title: string; key: string; passes: string }>> = {
  en: {
    title: 'Sample interaction',
    key: 'Lines with `<` are what your program reads, lines with `>` what it prints',
    passes: '`---` ends a pass',
  },
  uk: {
    title: 'Приклад взаємодії',
    key: 'Рядки з `<` програма читає, рядки з `>` виводить',
    passes: '`---` завершує прохід',
  },
  ru: {
    title: 'Пример взаимодействия',
    key: 'Строки с `<` программа читает, строки с `>` выводит',
    passes: '`---` завершает проход',
  },
  pl: {
    title: 'Przykład interakcji',
    key: 'Wiersze z `<` program czyta, wiersze z `>` wypisuje',
    passes: '`---` kończy przebieg',
  },
}

interface Protocol {
  number: number
  hasPasses: boolean
  lang: string
}

/** Lines from the judge begin with `<`, those of the program with `>`, as the format has them. */
function protocolMarkdown(protocol: string, { number, hasPasses, lang }: Protocol): string {
  const fence = '`'.repeat(Math.max(3, ...[...protocol.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)))
  const { title, key, passes } = protocolWords[statementLangs.find((one) => one === lang) ?? 'en']
  return `## ${title} ${number}\n\n${key}${hasPasses ? `; ${passes}` : ''}.\n\n${fence}text\n${protocol.trimEnd()}\n${fence}`
}
