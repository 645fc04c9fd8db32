import { createRequire } from 'node:module'
import type axe from 'axe-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultLocale, locales } from '../apps/web/src/i18n/routing'
import { shareOf } from '../scripts/tests/share'
import { newContext, startBrowserPlatform, type BrowserPlatform } from './browser-platform'

let platform: BrowserPlatform

beforeAll(async () => {
  platform = await startBrowserPlatform()
}, 900_000)
afterAll(() => platform.stop())

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const paths = [
  '/',
  '/arena',
  '/arena/new-room',
  '/watch',
  '/practice',
  '/practice/lonely-mittens',
  '/battles',
  '/sign-in',
  '/sign-in/openid/school',
  '/register',
  '/reset',
  '/confirm-email',
  '/settings',
  '/admin',
  '/admin/rejudges',
  '/admin/people',
  '/admin/audit',
  '/docs/api',
  '/privacy',
  '/no-such-page',
]

const looks = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 1280 },
  { theme: 'light', width: 390 },
  { theme: 'dark', width: 390 },
] as const
const each = looks.flatMap((look) => locales.map((locale) => ({ look, locale })))
/** Each page in every look and language; ordered so that a share of a sixteenth has each page once, every look and every language. */
const sights = paths.flatMap((path, page) =>
  each.flatMap((_, turn) => {
    const place = (page * (locales.length + 1) + turn) % each.length
    const sight = each[place]
    return sight
      ? [{ path: sight.locale === defaultLocale ? path : `/${sight.locale}${path === '/' ? '' : path}`, ...sight }]
      : []
  }),
)
const seen = shareOf(sights, each.length)

test('a share has every page, look and language', () => {
  expect(seen.length % paths.length).toBe(0)
  expect(new Set(seen.map(({ look }) => look)).size).toBe(looks.length)
  expect(new Set(seen.map(({ locale }) => locale)).size).toBe(locales.length)
})

test.each(looks)('no page has a violation or scrolls sideways: $theme, $width px', async (look) => {
  const { theme, width } = look
  const context = await newContext(platform, 0)
  await context.addInitScript({ path: axePath })
  const page = await context.newPage()
  await page.setViewportSize({ width, height: 800 })
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.goto(`${platform.webUrl}/`)
  await page.getByRole('button', { name: 'Play as guest' }).first().click()
  await page.waitForURL('**/arena')
  const here = seen.filter((sight) => sight.look === look)
  expect(here.length).toBeGreaterThan(0)
  for (const { path } of here) {
    await page.goto(`${platform.webUrl}${path}`, { waitUntil: 'networkidle' })
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
    const found = violations.map(({ id, nodes }) => `${path}: ${id} at ${nodes[0]?.target.join(' ') ?? ''}`)
    expect(found).toEqual([])
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
    expect(`${path}: ${Math.max(0, overflow)} px too wide`).toBe(`${path}: 0 px too wide`)
  }
  await context.close()
})
