import { problemKinds, type ProblemKind } from '@eduscale/contracts/problem-kind'
import { kindRules } from '@eduscale/rules/problem-kinds'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { show, startComponentBrowser, type ComponentBrowser } from './component-browser'

let components: ComponentBrowser

beforeAll(async () => {
  components = await startComponentBrowser()
}, 120_000)
afterAll(() => components.stop())

const problem = {
  slug: 'sum',
  title: 'Sum',
  difficulty: 'easy',
  skills: [],
  statementHtml: '<p>Add them.</p>',
  samples: [{ name: 'sample/1', input: '1\n', answer: '1\n' }],
  limits: { timeMs: 1_000, memoryMb: 256 },
  starters: {},
  files: null,
  signature: null,
  isScored: false,
  points: null,
  maxPasses: 1,
  languages: null,
  lang: 'en',
  langs: ['en'],
}
const own: Partial<Record<ProblemKind, object>> = {
  files: { files: { input: 'a.in', output: 'a.out' } },
  function: { signature: { name: 'addUp', parameters: [{ name: 'first', type: 'int' }], result: 'int' } },
}

test.each(problemKinds)('%s: the workspace offers what there is to do, and says what is unusual', async (io) => {
  const { submission, ownInput } = kindRules[io]
  const page = await components.open('2026-01-01T10:00:00.000Z')
  await show(page, 'workspace', { problem: { ...problem, io, ...own[io] } })
  await page.getByRole('tab', { name: 'Tests' }).waitFor()
  const offers = async (role: 'tab' | 'button', name: string) => (await page.getByRole(role, { name, exact: true }).count()) > 0
  expect(await offers('tab', 'Own input')).toBe(ownInput === 'is-run')
  expect(await offers('button', 'Use as own input')).toBe(ownInput === 'is-run')
  expect(await offers('tab', 'Outputs')).toBe(submission === 'answers')
  expect((await page.getByTestId('judging-note').count()) > 0).toBe(io !== 'stdio')
  await page.close()
})
