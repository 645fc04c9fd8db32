import { createRequire } from 'node:module'
import type axe from 'axe-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
  '/register',
  '/admin',
  '/admin/rejudges',
  '/no-such-page',
]

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
  ['dark', 390],
] as const)('every page has no violation and no sideways scrolling: %s, %d px', async (theme, width) => {
  const context = await newContext(platform, 0)
  await context.addInitScript({ path: axePath })
  const page = await context.newPage()
  await page.setViewportSize({ width, height: 800 })
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.goto(`${platform.webUrl}/`)
  await page.getByRole('button', { name: 'Play as guest' }).first().click()
  await page.waitForURL('**/arena')
  for (const path of paths) {
    await page.goto(`${platform.webUrl}${path}`, { waitUntil: 'networkidle' })
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
    const found = violations.map(({ id, nodes }) => `${path}: ${id} at ${nodes[0]?.target.join(' ') ?? ''}`)
    expect(found).toEqual([])
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
    expect(`${path}: ${Math.max(0, overflow)} px too wide`).toBe(`${path}: 0 px too wide`)
  }
  await context.close()
})
