import { afterAll, beforeAll, expect, test } from 'vitest'
import { register, signIn } from './accounts'
import { newContext, startBrowserPlatform, type BrowserPlatform } from './browser-platform'

/* Sessions as one sees and ends them, a session that was stolen, several people in one browser, and a page that isn't encrypted. */
let platform: BrowserPlatform

beforeAll(async () => {
  platform = await startBrowserPlatform({ runner: 'scripted' })
}, 300_000)
afterAll(() => platform.stop())

test('sessions are seen as they come and go, and ended from another device', async () => {
  const [context, elsewhere] = [await newContext(platform, 0), await newContext(platform, 1)]
  const [page, other] = [await context.newPage(), await elsewhere.newPage()]
  const name = await register(page, platform.webUrl)
  await page.goto(`${platform.webUrl}/settings#sessions`)
  await page.getByText('You are signed in nowhere else.').waitFor()
  await signIn(other, platform.webUrl, name)
  await other.waitForURL('**/arena')
  // By itself.
  await expect.poll(() => page.getByTestId('session').count()).toBe(2)
  await page.getByRole('button', { name: /^End the session on/ }).click()
  const dialog = page.getByRole('dialog', { name: /^End the session on/ })
  await dialog.getByRole('button', { name: 'Leave it' }).click()
  await expect.poll(() => dialog.count()).toBe(0)
  await page.getByRole('button', { name: /^End the session on/ }).click()
  await dialog.getByRole('button', { name: 'End', exact: true }).click()
  await other.getByTestId('identity').getByText('Sign in').waitFor()
  await page.getByText('You are signed in nowhere else.').waitFor()
  await page.getByTestId('event').getByText('Sessions ended').waitFor()
  await signIn(other, platform.webUrl, name)
  await other.waitForURL('**/arena')
  await page.getByRole('button', { name: 'End all others' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End all others' }).click()
  await other.getByTestId('identity').getByText('Sign in').waitFor()
  for (const one of [context, elsewhere]) await one.close()
})

test('whoever had a session stolen reads it on every page, and says that they have understood', async () => {
  const context = await newContext(platform, 0)
  const page = await context.newPage()
  const name = await register(page, platform.webUrl)
  const notice = page.getByTestId('theft-notice')
  // As a key that is shown by two leaves it; how that comes about: session-keys.
  await platform.db.query(
    `INSERT INTO session (id, user_id, ends_at, device, withdrawn_at, reason)
     SELECT gen_random_uuid(), id, now() + interval '1 day', 'Edge, Windows', now(), 'stolen' FROM "user" WHERE name = $1`,
    [name],
  )
  await page.goto(`${platform.webUrl}/practice`)
  await notice.getByText('Edge, Windows').waitFor()
  await notice.getByRole('link', { name: 'Look at the sessions' }).click()
  await page.getByTestId('stolen').getByText('Stolen').waitFor()
  await notice.getByRole('button', { name: 'Understood' }).click()
  await expect.poll(() => notice.count()).toBe(0)
  await page.reload()
  await page.getByTestId('stolen').waitFor()
  expect(await notice.count()).toBe(0)
  await context.close()
})

test('people of one browser are listed in its menu: gone on as, and signed out, by keyboard', async () => {
  const context = await newContext(platform, 0)
  const page = await context.newPage()
  const first = await register(page, platform.webUrl)
  const menu = page.getByTestId('identity')
  await menu.click()
  await page.getByRole('button', { name: 'Another guest in this window' }).click()
  await expect.poll(() => menu.innerText()).not.toContain(first)
  const guest = (await menu.locator('span').first().innerText()).trim()
  await menu.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: `Go on as ${first}` }).focus()
  await page.keyboard.press('Enter')
  await menu.getByText(first).waitFor()
  await menu.click()
  const other = page.getByTestId('other-person')
  expect(await other.count()).toBe(1)
  await page.getByRole('button', { name: `Sign out ${guest}` }).focus()
  await page.keyboard.press('Enter')
  await page.getByText(`${guest} is signed out.`).waitFor()
  expect(await other.count()).toBe(0)
  const [gone] = await platform.db.query<{ reason: string }>(
    'SELECT s.reason FROM session s JOIN "user" u ON u.id = s.user_id WHERE u.name = $1',
    [guest],
  )
  expect(gone?.reason).toBe('signed-out')
  await menu.getByText(first).waitFor()
  await context.close()
})

test('a page that isn’t encrypted says so, once for a browser, and none of this machine’s does', async () => {
  const context = await newContext(platform, 0)
  const page = await context.newPage()
  await page.goto(platform.webUrl)
  await page.getByTestId('identity').getByText('Sign in').waitFor()
  expect(await page.getByTestId('insecure-notice').count()).toBe(0)
  // As a browser takes pages of plain http from another machine.
  await context.addInitScript("Object.defineProperty(window, 'isSecureContext', { get: () => false })")
  await page.goto(`${platform.webUrl}/uk/practice`)
  await page.getByText('Ця сторінка не зашифрована').waitFor()
  await page.getByRole('button', { name: 'Більше не показувати' }).click()
  expect(await page.getByTestId('insecure-notice').count()).toBe(0)
  await page.goto(`${platform.webUrl}/sign-in`)
  await page.getByText('Ключі доступу діють лише з https').waitFor()
  expect(await page.getByTestId('insecure-notice').count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Увійти з ключем доступу' }).count()).toBe(0)
  await context.close()
})
