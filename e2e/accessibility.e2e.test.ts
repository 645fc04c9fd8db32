import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultLocale, locales } from '../apps/web/src/i18n/routing'
import { shareOf } from '../scripts/tests/share'
import { becomePlayer, localhostOf, newContext, startBrowserPlatform, type BrowserPlatform } from './browser-platform'
import { createFullMember, createMember, fullEnv } from './full-member'

let platform: BrowserPlatform
/** Enters a browser: a guest, an administrator whose account has everything, a member who has asked to be deleted. */
let people: Record<'guest' | 'admin' | 'leaver', (context: BrowserContext) => Promise<void>>
let adminId = ''
/** Where passkeys can be had. */
let home: string

beforeAll(async () => {
  platform = await startBrowserPlatform({ env: fullEnv })
  home = localhostOf(platform.webUrl)
  const [admin, leaver] = await Promise.all([createFullMember(platform), createMember(platform)])
  adminId = admin.user.id
  await platform.db.query(`UPDATE "user" SET deletes_at = now() + interval '6 days' WHERE id = $1`, [leaver.user.id])
  people = {
    guest: async (context) => {
      const page = await context.newPage()
      await page.goto(`${home}/`)
      await page.getByRole('button', { name: 'Play as guest' }).first().click()
      await page.waitForURL('**/arena')
      await page.close()
    },
    admin: (context) => becomePlayer(context, home, admin),
    leaver: (context) => becomePlayer(context, home, leaver),
  }
}, 900_000)
afterAll(() => platform.stop())

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

interface Seen {
  path: string
  as: 'guest' | 'admin' | 'leaver'
  /** What must be there, for the look to be at what it is meant for. */
  shows?: readonly string[]
}
const ofGuest = [
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
  '/docs/api',
  '/privacy',
  '/no-such-page',
]
const settings = [
  '#password input',
  '[data-testid=passkey]',
  '#passkeys > div > button',
  '#email strong',
  '#second-factor button:nth-of-type(3)',
  '#linked li button',
  '[data-testid=stolen]',
  '[data-testid=event]',
  '#your-data button',
]
const pages: readonly Seen[] = [
  ...ofGuest.map((path) => ({ path, as: 'guest' as const })),
  { path: '/settings', as: 'admin', shows: settings },
  { path: '/admin', as: 'admin', shows: ['main a[href$="/admin/audit"]'] },
  { path: '/admin/rejudges', as: 'admin' },
  { path: '/admin/people', as: 'admin', shows: ['main table a'] },
  { path: '/admin/people/:id', as: 'admin', shows: ['[data-testid=grant]'] },
  { path: '/admin/audit', as: 'admin', shows: ['main tbody tr'] },
  { path: '/arena', as: 'leaver', shows: ['main h1 ~ * button'] },
  { path: '/privacy', as: 'leaver' },
]

const looks = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 1280 },
  { theme: 'light', width: 390 },
  { theme: 'dark', width: 390 },
] as const
const each = looks.flatMap((look) => locales.map((locale) => ({ look, locale })))
/** Each page in every look and language; ordered so that a share of a sixteenth has each page once, every look and every language. */
const sights = pages.flatMap(({ path, as, shows = [] }, page) =>
  each.flatMap((_, turn) => {
    const place = (page * (locales.length + 1) + turn) % each.length
    const sight = each[place]
    return sight
      ? [{ path: sight.locale === defaultLocale ? path : `/${sight.locale}${path === '/' ? '' : path}`, as, shows, ...sight }]
      : []
  }),
)
const seen = shareOf(sights, each.length)

test('a share has every page, look and language', () => {
  expect(seen.length % pages.length).toBe(0)
  expect(new Set(seen.map(({ look }) => look)).size).toBe(looks.length)
  expect(new Set(seen.map(({ locale }) => locale)).size).toBe(locales.length)
})

test.each(looks)('no page has a violation or scrolls sideways: $theme, $width px', async (look) => {
  const here = seen.filter((sight) => sight.look === look)
  expect(here.length).toBeGreaterThan(0)
  for (const [who, become] of Object.entries(people)) {
    const context = await newContext(platform, 0)
    await become(context)
    for (const { path, shows } of here.filter(({ as }) => as === who)) await lookAt(context, path, look, shows)
    await context.close()
  }
})

async function lookAt(
  context: BrowserContext,
  path: string,
  { theme, width }: (typeof looks)[number],
  shows: readonly string[],
): Promise<void> {
  const page = await context.newPage()
  await page.addInitScript({ path: axePath })
  await page.setViewportSize({ width, height: 800 })
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.goto(`${home}${path.replace(':id', adminId)}`, { waitUntil: 'networkidle' })
  for (const selector of shows) await page.locator(selector).first().waitFor()
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
  const found = violations.map(({ id, nodes }) => `${path}: ${id} at ${nodes[0]?.target.join(' ') ?? ''}`)
  expect.soft(found).toEqual([])
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
  expect.soft(`${path}: ${Math.max(0, overflow)} px too wide`).toBe(`${path}: 0 px too wide`)
  await page.close()
}
