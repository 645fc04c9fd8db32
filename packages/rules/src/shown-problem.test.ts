import { problemSchema } from '@eduscale/contracts/problem'
import { expect, test } from 'vitest'
import { showProblem } from './shown-problem'

const problem = problemSchema.parse({
  slug: 'sum',
  title: 'Sum',
  difficulty: 'easy',
  skills: [],
  statementHtml: '<p>Add.</p>',
  samples: [],
  limits: { timeMs: 1_000, memoryMb: 64 },
  starters: {},
})
const translations = {
  uk: { title: 'Сума', statementHtml: '<p>Додайте.</p>' },
  pl: { title: 'Suma', statementHtml: '<p>Dodaj.</p>' },
}

test.each([
  ['uk', { title: 'Сума', statementHtml: '<p>Додайте.</p>', lang: 'uk' }],
  ['pl', { title: 'Suma', statementHtml: '<p>Dodaj.</p>', lang: 'pl' }],
  ['ru', { title: 'Sum', statementHtml: '<p>Add.</p>', lang: 'en' }],
  ['en', { title: 'Sum', statementHtml: '<p>Add.</p>', lang: 'en' }],
  ['constructor', { title: 'Sum', lang: 'en' }],
])('asked for %s', (lang, text) => {
  const shown = showProblem({ ...problem, translations }, lang)
  expect(shown).toMatchObject({ ...text, slug: 'sum', langs: ['en', 'uk', 'pl'] })
  expect(shown).not.toHaveProperty('translations')
})

test('one that was never in English is in its own language', () => {
  const own = { ...problem, lang: 'de', translations: { uk: translations.uk } }
  expect(showProblem(own, 'en')).toMatchObject({ title: 'Sum', lang: 'de', langs: ['de', 'uk'] })
  expect(showProblem(problem, 'uk')).toMatchObject({ lang: 'en', langs: ['en'] })
})
