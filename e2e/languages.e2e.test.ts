import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultLocale, locales } from '../apps/web/src/i18n/routing'
import { newContext, readCode, startBrowserPlatform, writeCode, type BrowserPlatform } from './browser-platform'
import { invite, openDuel } from './open-duel'

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

const titleOf = (page: Page, title: string) => page.getByRole('heading', { name: title, level: 1 })

test(
  'a statement is in the page’s language, and in another by a switch that takes no code away',
  { timeout: 120_000 },
  async () => {
    const context = await newContext(platform, 0)
    const page = await context.newPage()
    await page.goto(`${platform.webUrl}/uk/practice/lonely-mittens`)
    expect(await titleOf(page, 'Самотні рукавиці').getAttribute('lang')).toBe('uk')
    await page.locator('.statement[lang=uk]').getByText('Вихідні дані').waitFor()
    await writeCode(page, 'print("mine")')
    const choice = page.getByLabel('Мова умови')
    await choice.selectOption('en')
    expect(await titleOf(page, 'Lonely Mittens').getAttribute('lang')).toBe('en')
    await page.locator('.statement[lang=en]').getByText('Output', { exact: true }).waitFor()
    expect(await readCode(page)).toBe('print("mine")')

    await page.route('**/v1/problems/lonely-mittens?lang=pl', (route) => route.abort())
    await choice.selectOption('pl')
    await page.getByTestId('toast').first().waitFor()
    await expect.poll(() => choice.inputValue()).toBe('en')
    expect(await readCode(page)).toBe('print("mine")')

    // The choice stays, and is nothing where there is none.
    await page.goto(`${platform.webUrl}/uk/practice/baking-marathon`)
    expect(await titleOf(page, 'Baking Marathon').getAttribute('lang')).toBe('en')
    expect(await page.getByLabel('Мова умови').count()).toBe(0)
    await page.goto(`${platform.webUrl}/uk/practice/snapping-beads`)
    await titleOf(page, 'Snapping Beads').waitFor()
    await page.getByLabel('Мова умови').selectOption('uk')
    await titleOf(page, 'Магнітні намистини').waitFor()
    await page.goto(`${platform.webUrl}/uk/practice`)
    await page.getByRole('link', { name: 'Самотні рукавиці' }).waitFor()
    await context.close()
  },
)

test('two read the problem of one battle in two languages, and its replay in a third', { timeout: 120_000 }, async () => {
  const contexts = [await newContext(platform, 0), await newContext(platform, 1)] as const
  const [host, friend] = [await contexts[0].newPage(), await contexts[1].newPage()]
  await host.goto(`${platform.webUrl}/`)
  await host.getByRole('button', { name: 'Play as guest' }).first().click()
  await host.waitForURL('**/arena')
  await host.getByRole('link', { name: 'New room' }).click()
  await host.getByRole('combobox', { name: 'Problem', exact: true }).fill('mittens')
  await host.getByRole('option', { name: 'Lonely Mittens' }).click()
  await host.getByTestId('create-room').click()
  await host.getByTestId('room-lobby').waitFor()
  const link = new URL(await host.getByTestId('invite-link').inputValue())
  await friend.goto(`${link.origin}/uk${link.pathname}`)
  await friend.getByRole('button', { name: 'Грати як гість' }).click()
  await friend.getByTestId('room-lobby').waitFor()
  await host.getByTestId('start-room').click()
  await titleOf(host, 'Lonely Mittens').waitFor({ timeout: 60_000 })
  await titleOf(friend, 'Самотні рукавиці').waitFor()
  await friend.getByLabel('Мова умови').selectOption('pl')
  expect(await titleOf(friend, 'Samotne rękawiczki').getAttribute('lang')).toBe('pl')
  await friend.locator('.statement[lang=pl]').getByText('Wyjście').waitFor()
  await expectWhole(friend, 'uk battle')
  const battleId = new URL(friend.url()).pathname.split('/').at(-1) ?? ''
  await host.getByRole('button', { name: /Resign|Leave/ }).click()
  await host
    .getByRole('dialog')
    .getByRole('button', { name: /Resign|Leave/ })
    .click()
  await friend.getByTestId('result').getByText('Samotne rękawiczki').waitFor()
  await friend.goto(`${platform.webUrl}/uk/battle/${battleId}/replay`)
  await friend.getByRole('button', { name: 'Задача', exact: true }).click()
  await friend.getByRole('dialog').getByLabel('Мова умови').selectOption('ru')
  await friend.getByRole('dialog').getByText('Одинокие варежки').waitFor()
  for (const context of contexts) await context.close()
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

// It went around what guards links: with the web server away the browser's error page took the battle's place.
test('a change of the language before a battle keeps it: with the web server away one stays, and in the countdown nothing is lost', async () => {
  const contexts = [await newContext(platform, 0), await newContext(platform, 1)] as const
  const [host, friend] = [await contexts[0].newPage(), await contexts[1].newPage()]
  await friend.goto(await invite(platform, host))
  await friend.getByRole('button', { name: 'Join as a guest' }).click()
  await Promise.all([host, friend].map((page) => page.waitForURL('**/battle/*')))
  await friend.getByRole('button', { name: 'Ready', exact: true }).click()

  await host.getByRole('button', { name: 'Ready', exact: true }).waitFor()
  await host.getByTestId('identity').click()
  await host.getByLabel('Language').waitFor()
  await host.route(`${platform.webUrl}/**`, (route) => route.abort())
  await host.getByLabel('Language').selectOption('uk')
  await host.getByText('can’t be reached in that language').first().waitFor()
  expect(new URL(host.url()).pathname).toMatch(/^\/battle\//)
  expect(await host.getByLabel('Language').inputValue()).toBe('en')
  await host.unroute(`${platform.webUrl}/**`)

  await host.keyboard.press('Escape')
  await host.getByRole('button', { name: 'Ready', exact: true }).click()
  await host.getByTestId('countdown').waitFor()
  await host.getByTestId('identity').click()
  await host.getByLabel('Language').selectOption('uk')
  await host.waitForURL('**/uk/battle/*')
  await Promise.all([host, friend].map((page) => page.getByTestId('clock').waitFor({ timeout: 30_000 })))
  await friend.getByRole('button', { name: 'Resign' }).click()
  await friend.getByRole('dialog').getByRole('button', { name: 'Resign' }).click()
  await host.getByTestId('result').waitFor()
  expect(await host.getByTestId('result').getAttribute('data-outcome')).toBe('won')
  for (const context of contexts) await context.close()
})
