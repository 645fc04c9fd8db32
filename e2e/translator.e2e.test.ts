import type { Page } from 'playwright-core'
import { TestPlayer } from '@eduscale/testing/test-player'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newContext, readCode, startBrowserPlatform, writeCode, type BrowserPlatform } from './browser-platform'
import { openDuel } from './open-duel'
import { findStaleTexts, translatorOf } from './translator'

let platform: BrowserPlatform

beforeAll(async () => {
  platform = await startBrowserPlatform({ runner: 'scripted' })
}, 300_000)
afterAll(() => platform.stop())

/** That there is something translated, and that every text that is meant to be on the page is there, and no other. */
async function expectFresh(page: Page): Promise<void> {
  await page.locator('font[data-translated]').first().waitFor({ state: 'attached' })
  await expect.poll(() => findStaleTexts(page), { timeout: 15_000 }).toEqual([])
  expect(await page.getByText('Something broke').count(), page.url()).toBe(0)
}

function collectErrors(page: Page, errors: string[]): void {
  page.on('pageerror', ({ message }) => {
    // 418: what was translated before React came isn't what the server sent, and is drawn anew. That is no harm.
    if (!message.includes('#418')) errors.push(message)
  })
}

test.each(['replaces', 'inserts'] as const)(
  'a translator that %s leaves a battle’s texts fresh, and its code alone',
  { timeout: 300_000 },
  async (how) => {
    const { battleId, host, friend, close } = await openDuel(platform, translatorOf(how))
    const errors: string[] = []
    for (const page of [host, friend]) {
      collectErrors(page, errors)
      await expectFresh(page)
    }
    // Texts come, change and go: an offer and its end, what is said, a run, a submission and its verdict.
    await host.getByTestId('offer-draw').click()
    await host
      .getByRole('dialog')
      .getByRole('button', { name: /Offer a draw/ })
      .click()
    await friend.getByTestId('draw-offer').waitFor()
    for (const page of [host, friend]) await expectFresh(page)
    await friend
      .getByTestId('draw-offer')
      .getByRole('button', { name: /Decline/ })
      .click()
    await host.getByTestId('toast').getByText('declined').waitFor()
    await friend.getByTestId('chat').click()
    await friend.getByRole('button', { name: /Nice!/ }).click()
    await host.getByTestId('toast').getByText('Nice!').waitFor()
    for (const page of [host, friend]) await expectFresh(page)
    await writeCode(host, 'verdict WA after 50 ms, 1 of 2 tests')
    expect(await readCode(host)).toBe('verdict WA after 50 ms, 1 of 2 tests')
    for (const button of [/^Run/, /^Submit/]) {
      await host.getByRole('button', { name: button }).first().click()
      await host.locator('[data-testid=run][data-phase=done]').waitFor()
      await expectFresh(host)
    }
    await host.getByRole('tab', { name: /^Submissions/ }).click()
    await expectFresh(host)
    await expectFresh(friend)
    expect(await host.locator('pre font, .cm-content font').count()).toBe(0)

    await host.getByRole('button', { name: /Resign/ }).click()
    await host
      .getByRole('dialog')
      .getByRole('button', { name: /Resign/ })
      .click()
    for (const page of [host, friend]) {
      await page.getByTestId('result').waitFor()
      await expectFresh(page)
    }
    await host.getByTestId('rematch').click()
    await friend.getByTestId('rematch-offer').getByText('wants a rematch').waitFor()
    await expectFresh(friend)
    await friend
      .getByTestId('rematch-offer')
      .getByRole('button', { name: /Decline/ })
      .click()
    await friend.getByText('You declined the rematch').waitFor()
    await host
      .getByText(/declined/)
      .first()
      .waitFor()
    for (const page of [host, friend]) await expectFresh(page)
    for (const path of [`/watch/${battleId}`, `/battle/${battleId}/replay`]) {
      await friend.goto(`${platform.webUrl}${path}`)
      await expectFresh(friend)
    }
    expect(errors).toEqual([])
    await close()
  },
)

test('every page lives with a translator, also when one goes from page to page', { timeout: 300_000 }, async () => {
  const context = await newContext(platform, 0)
  await context.addInitScript(translatorOf('replaces'))
  const page = await context.newPage()
  const errors: string[] = []
  collectErrors(page, errors)
  const inviter = await TestPlayer.create(platform.urls)
  const { body: invited } = await inviter.http('POST', '/v1/invites', { difficulty: null, isRanked: false })
  const visitorPaths = ['/', '/arena', '/sign-in', '/register', '/no-such-page', '/admin', `/invite/${String(invited['id'])}`]
  for (const path of visitorPaths) {
    await page.goto(`${platform.webUrl}${path}`)
    await expectFresh(page)
  }
  await page.goto(`${platform.webUrl}/register`)
  // A page that was translated before its scripts came is drawn anew, and its fields with it.
  await expectFresh(page)
  const name = 'Tessa Translated'
  await page.fill('input[name=name]', name)
  await page.fill('input[name=password]', 'a long password')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/arena')
  await platform.db.query(`INSERT INTO role_grant (user_id, role) SELECT id, 'admin' FROM "user" WHERE name = $1`, [name])
  for (const path of [
    '/arena',
    '/arena/new-room',
    '/practice',
    '/practice/lonely-mittens',
    '/battles',
    '/watch',
    '/admin',
    '/admin/rejudges',
  ]) {
    await page.goto(`${platform.webUrl}${path}`)
    await expectFresh(page)
  }
  // Lists that change under one's hands.
  await page.goto(`${platform.webUrl}/practice`)
  for (const difficulty of ['Easy', 'Hard', 'Any']) {
    await page.getByRole('radio', { name: difficulty }).check({ force: true })
    await expectFresh(page)
  }
  await page.goto(`${platform.webUrl}/arena`)
  for (const path of ['practice', 'battles', 'watch', 'arena']) {
    await expectFresh(page)
    await page.locator(`header a[href='/${path}']`).first().click()
    await page.waitForURL(`**/${path}`)
  }
  await expectFresh(page)
  expect(errors).toEqual([])
  await context.close()
})
