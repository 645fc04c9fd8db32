import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { show, startComponentBrowser, type ComponentBrowser } from './component-browser'

let components: ComponentBrowser

beforeAll(async () => {
  components = await startComponentBrowser()
}, 120_000)
afterAll(() => components.stop())

const at = '2026-01-01T10:00:00.000Z'
const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }
const problem = (title: string) => ({
  slug: title.toLowerCase(),
  title,
  summary: '',
  difficulty: 'easy',
  rating: 1200,
  skills: [],
  isSolved: false,
})

/** Answers in the api's place; null: with silence. */
async function answer(page: Page, path: string, of: (route: Route) => unknown): Promise<void> {
  await page.route(
    (url) => url.pathname === path,
    async (route) => {
      const json = of(route)
      if (json !== null) await route.fulfill({ json, headers })
    },
  )
}

const dispatch = (page: Page, type: string, payload: unknown) =>
  page.evaluate(`window.stage.dispatch(${JSON.stringify({ type, payload })})`)

test('what no server sends is given up after a while, says so, and can be asked for again', async () => {
  const page = await components.open(at)
  let isThere = false
  await answer(page, '/v1/problems', () => (isThere ? { problems: [problem('Sum')] } : null))
  await show(page, 'problems')
  await page.getByRole('heading', { name: 'Practice' }).waitFor()
  await page.clock.runFor(11_000)
  expect(await page.getByRole('alert').count()).toBe(0)
  await page.clock.runFor(5_000)
  // The client itself goes on for longer than this waits.
  await page.getByRole('alert').getByText('No server answers').waitFor({ timeout: 5_000 })
  isThere = true
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('link', { name: 'Sum' }).waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
  await page.close()
})

test('what was read for one person is not shown to the next', async () => {
  const page = await components.open(at)
  let asker = 'a'
  await answer(page, '/v1/problems', () => (asker === 'a' ? { problems: [problem('Of A')] } : null))
  await dispatch(page, 'identity/becameUser', { slot: 'a', user: null })
  await show(page, 'problems')
  await page.getByRole('link', { name: 'Of A' }).waitFor()
  asker = 'b'
  const asked = page.waitForRequest((request) => new URL(request.url()).pathname === '/v1/problems')
  await dispatch(page, 'identity/becameUser', { slot: 'b', user: null })
  await asked
  await expect.poll(() => page.getByRole('link', { name: 'Of A' }).count()).toBe(0)
  await page.close()
})

test('what changes by itself is asked for again, and a failure on the way takes nothing away', async () => {
  const page = await components.open(at)
  let count = 0
  await answer(page, '/v1/rooms', () => {
    count += 1
    return { rooms: [] }
  })
  await show(page, 'rooms')
  await page.getByText('No room is open right now').waitFor()
  expect(count).toBe(1)
  await page.clock.runFor(5_500)
  await expect.poll(() => count).toBe(2)
  // Nobody looks: nobody asks.
  await setVisible(page, 'hidden')
  for (let times = 0; times < 3; times += 1) await page.clock.runFor(5_500)
  expect(count).toBe(2)
  await setVisible(page, 'visible')
  await expect.poll(() => count).toBe(3)
  await page.unrouteAll()
  await page.clock.runFor(8_000)
  await page.getByText('No room is open right now').waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
  await page.close()
})

async function setVisible(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  await page.evaluate(`Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`)
}

test('one’s battles come page by page, and a page that fails can be asked for again', async () => {
  const page = await components.open(at)
  const battle = (name: string) => ({
    id: name,
    outcome: 'draw',
    place: null,
    format: 'duel',
    opponents: [{ id: name, name, kind: 'guest' }],
    problem: null,
    ratingBefore: null,
    ratingAfter: null,
    createdAt: at,
    startsAt: null,
    endedAt: null,
  })
  let isThere = false
  await page.route(
    (url) => url.pathname === '/v1/battles',
    async (route) => {
      const isNext = new URL(route.request().url()).searchParams.get('cursor') === 'next'
      if (!isNext) return route.fulfill({ json: { battles: [battle('Bo')], nextCursor: 'next' }, headers })
      if (!isThere) return route.fulfill({ status: 429, json: { code: 'rate-limited', message: 'slow' }, headers })
      return route.fulfill({ json: { battles: [battle('Cy')], nextCursor: null }, headers })
    },
  )
  await dispatch(page, 'identity/becameUser', { slot: 'a', user: null })
  await show(page, 'battles')
  await page.getByText('against Bo').waitFor()
  const older = page.getByRole('button', { name: 'Older battles' })
  await older.click()
  await page.getByRole('alert').getByText('Too fast.').waitFor()
  isThere = true
  await older.click()
  await page.getByText('against Cy').waitFor()
  await page.getByText('2 rows in all.').waitFor()
  expect(await page.getByText('against Bo').count()).toBe(1)
  expect(await older.count()).toBe(0)
  await page.close()
})

test('what is written into a list of options before they have come finds them when they come', async () => {
  const page = await components.open()
  let come = () => {}
  const coming = new Promise<void>((resolve) => (come = resolve))
  await page.route(
    (url) => url.pathname === '/v1/problems',
    async (route) => {
      await coming
      await route.fulfill({ json: { problems: [problem('Sum'), problem('Other')] }, headers })
    },
  )
  await show(page, 'room')
  const box = page.getByRole('combobox', { name: 'Problem' })
  await box.fill('su')
  await page.getByText('Nothing fits.').waitFor()
  come()
  await page.getByRole('option', { name: 'Sum' }).click()
  await expect.poll(() => box.inputValue()).toBe('Sum')
  await page.close()
})
