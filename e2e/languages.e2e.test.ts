import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultLocale, locales } from '../apps/web/src/i18n/routing'
import { newContext, startBrowserPlatform, type BrowserPlatform } from './browser-platform'
import { openDuel } from './open-duel'

let platform: BrowserPlatform

beforeAll(async () => {
  platform = await startBrowserPlatform({ runner: 'scripted' })
}, 300_000)
afterAll(() => platform.stop())

const paths = [
  '/',
  '/arena',
  '/arena/new-room',
  '/practice',
  '/practice/lonely-mittens',
  '/watch',
  '/battles',
  '/register',
  '/no-such-page',
]

/** The arena's, as it is translated. */
async function readTitle(locale: string): Promise<string> {
  const words = await readFile(new URL(`../apps/web/messages/${locale}/arena.json`, import.meta.url), 'utf8')
  return (JSON.parse(words) as { arena: { title: string } }).arena.title
}

/** What makes the page scroll sideways. */
const tooWide = `document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && element.childElementCount === 0)
  .map((element) => element.tagName + ' ' + element.textContent.slice(0, 60))`

/** Every word 40 % longer, as a language could have it that nobody has translated yet; code stays. */
const lengthen = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const texts = []
  while (walker.nextNode()) texts.push(walker.currentNode)
  for (const text of texts) {
    if (text.parentElement.closest('pre, code, textarea, script, style, option, .cm-editor, .katex, [translate=no]')) continue
    text.data = text.data.replace(/\\p{L}{2,}/gu, (word) => word + word.toLowerCase().slice(0, Math.ceil(word.length * 0.4)))
  }
})()`

/** What shows less of its words than there are, without saying so by an ellipsis. */
const cutOff = `[...document.querySelectorAll('button, a, label, legend, th, h1, h2, h3, p, summary')]
  .filter((element) => !element.closest('.visually-hidden') && element.checkVisibility())
  .filter((element) => {
    const { overflowX, textOverflow } = getComputedStyle(element)
    return ['hidden', 'clip'].includes(overflowX) && textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1
  })
  .map((element) => element.tagName + ' ' + element.textContent.slice(0, 60))`

async function expectWhole(page: Page, where: string): Promise<void> {
  const text = await page.locator('body').innerText()
  // A message that can't be had shows its key.
  expect(
    text.match(/\b(?:site|arena|battle|workspace|result|practice|history|watch|error|account|identity)\.[a-z]\w+/g),
    where,
  ).toBeNull()
  expect(await page.evaluate<string[]>(tooWide), where).toEqual([])
}

describe.each(locales.filter((locale) => locale !== defaultLocale))('%s', (locale) => {
  test('every page is there, in its language, on a narrow phone', { timeout: 120_000 }, async () => {
    const context = await newContext(platform, 0)
    const page = await context.newPage()
    await page.setViewportSize({ width: 320, height: 700 })
    for (const path of paths) {
      await page.goto(`${platform.webUrl}/${locale}${path === '/' ? '' : path}`)
      await page.locator('h1').first().waitFor()
      expect(await page.locator('html').getAttribute('lang')).toBe(locale)
      await expectWhole(page, `${locale}${path}`)
    }
    await context.close()
  })

  test('links stay in it', async () => {
    const context = await newContext(platform, 0)
    const page = await context.newPage()
    await page.goto(`${platform.webUrl}/${locale}`)
    await page.locator('header nav a').first().click()
    await page.waitForURL(`**/${locale}/arena`)
    await page.getByRole('heading', { name: await readTitle(locale), level: 1 }).waitFor()
    expect(await page.locator('header nav a[aria-current=page]').count()).toBe(1)
    await context.close()
  })
})

test('a language that was chosen stays, on the same page, and goes before the browser’s', async () => {
  const context = await newContext(platform, 0)
  const page = await context.newPage()
  await page.goto(`${platform.webUrl}/practice?difficulty=easy`)
  await page.getByTestId('identity').click()
  await page.getByLabel('Language').selectOption('pl')
  await page.waitForURL('**/pl/practice?difficulty=easy')
  await page.getByRole('heading', { name: 'Trening', level: 1 }).waitFor()
  await page.goto(`${platform.webUrl}/watch`)
  await page.waitForURL('**/pl/watch')
  await page.getByTestId('identity').click()
  await page.getByLabel('Język').selectOption('en')
  await page.waitForURL((url) => url.pathname === '/watch')
  await page.goto(`${platform.webUrl}/arena`)
  await page.getByRole('heading', { name: 'Arena', level: 1 }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/arena')
  await context.close()
})

test('without a choice the browser’s language counts; other languages of a page are named', async () => {
  const ask = (language: string) =>
    fetch(`${platform.webUrl}/arena`, { redirect: 'manual', headers: { 'accept-language': language } })
  expect((await ask('uk-UA,uk;q=0.9,en;q=0.5')).headers.get('location')).toMatch(/\/uk\/arena$/)
  expect((await ask('de,ja;q=0.5')).status).toBe(200)
  const links = (await ask('en')).headers.get('link') ?? ''
  for (const locale of [...locales, 'x-default']) expect(links).toContain(`hreflang="${locale}"`)
})

test('a duel is played by two in two languages', { timeout: 120_000 }, async () => {
  const { battleId, host, friend, close } = await openDuel(platform)
  await friend.goto(`${platform.webUrl}/uk/battle/${battleId}`)
  await friend.locator('[data-testid=editor] .cm-content').waitFor()
  await expectWhole(friend, 'uk battle')
  await host.getByRole('button', { name: /Resign/ }).click()
  await host
    .getByRole('dialog')
    .getByRole('button', { name: /Resign/ })
    .click()
  await friend.getByText('Ви перемогли').first().waitFor()
  expect(await host.locator('html').getAttribute('lang')).toBe('en')
  await expectWhole(friend, 'uk result')
  await close()
})

test.each([1280, 390])('words that are two fifths longer fit, %d px', { timeout: 120_000 }, async (width) => {
  const context = await newContext(platform, 0)
  const page = await context.newPage()
  await page.setViewportSize({ width, height: 800 })
  for (const path of paths) {
    await page.goto(`${platform.webUrl}${path}`, { waitUntil: 'networkidle' })
    const before = await page.locator('h1').first().innerText()
    await page.evaluate(lengthen)
    expect((await page.locator('h1').first().innerText()).length, path).toBeGreaterThan(before.length)
    expect(await page.evaluate<string[]>(tooWide), path).toEqual([])
    expect(await page.evaluate<string[]>(cutOff), path).toEqual([])
  }
  await context.close()
})
