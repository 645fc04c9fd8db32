import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newContext, startBrowserPlatform, type BrowserPlatform } from './browser-platform'

/* Those who look after the platform: they find people, grant roles, end sessions and keep somebody out. */
let platform: BrowserPlatform
let admin: Page

beforeAll(async () => {
  platform = await startBrowserPlatform({ runner: 'scripted' })
  const context = await newContext(platform, 0)
  await context.addInitScript({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') })
  admin = await context.newPage()
  await register(admin, 'Olga Overseer')
  await platform.db.query(`INSERT INTO role_grant (user_id, role) SELECT id, 'admin' FROM "user" WHERE name = 'Olga Overseer'`)
}, 900_000)
afterAll(() => platform.stop())

async function register(page: Page, name: string): Promise<void> {
  await page.goto(`${platform.webUrl}/register`)
  await page.fill('input[name=name]', name)
  await page.fill('input[name=password]', 'a long password')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/arena')
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ') ?? ''}`)).toEqual([])
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
  expect(Math.max(0, overflow)).toBe(0)
}

/** By what is typed, as fast as somebody types. */
async function find(name: string): Promise<void> {
  await admin.goto(`${platform.webUrl}/admin/people`)
  const search = admin.getByRole('searchbox', { name: 'Name or id' })
  await search.pressSequentially(name.slice(0, -1).toUpperCase())
  await admin.getByRole('link', { name, exact: true }).click()
  await admin.getByRole('heading', { name, level: 1 }).waitFor()
}

test('an administrator finds a member, grants a role for a week, and takes it away again', async () => {
  const context = await newContext(platform, 1)
  const member = await context.newPage()
  await register(member, 'Wanda Writer')
  await admin.goto(`${platform.webUrl}/arena`)
  await admin.getByTestId('identity').click()
  await admin.getByRole('link', { name: 'Administration' }).click()
  await admin.getByRole('link', { name: 'People' }).click()
  await find('Wanda Writer')
  await admin.getByText('No role yet.').waitFor()
  await expectAccessible(admin)

  // By keyboard alone.
  await admin.getByRole('combobox', { name: 'Role', exact: true }).focus()
  await admin.keyboard.type('Author')
  await admin.keyboard.press('Tab')
  await admin.keyboard.type('7 days')
  await admin.keyboard.press('Tab')
  await admin.keyboard.press('Enter')
  const grant = admin.getByTestId('grant')
  await grant.getByText('Author').waitFor()
  await grant.getByText('granted by Olga Overseer').waitFor()
  const [row] = await platform.db.query<{ days: number }>(
    `SELECT round(extract(epoch FROM expires_at - granted_at) / 86400)::int AS days FROM role_grant WHERE role = 'author'`,
  )
  expect(row?.days).toBe(7)
  await admin.getByRole('cell', { name: 'Role granted' }).waitFor()

  await admin.getByRole('button', { name: 'Revoke: Author' }).click()
  await admin.getByRole('dialog').getByText('Revoke the role Author?').waitFor()
  await expectAccessible(admin)
  await admin.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await admin.getByText('No role yet.').waitFor()
  await admin.getByRole('cell', { name: 'Role revoked' }).waitFor()
  await context.close()
})

test('a guest who is banned with a tab open is told why', async () => {
  const context = await newContext(platform, 1)
  const guest = await context.newPage()
  await guest.goto(platform.webUrl)
  await guest.getByRole('button', { name: 'Play as guest' }).first().click()
  await guest.waitForURL('**/arena')
  const name = await guest.getByTestId('identity').locator('span').first().innerText()
  await find(name)
  await admin.getByText('Only members can have roles').waitFor()
  await admin.getByRole('button', { name: 'Ban', exact: true }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Ban', exact: true }).click()
  await dialog.getByText('Fill this in').or(dialog.getByRole('alert')).first().waitFor()
  await dialog.getByLabel('Reason').fill('Insults in the chat.')
  await dialog.getByLabel('For how long').selectOption({ label: '30 days' })
  await expectAccessible(admin)
  await dialog.getByRole('button', { name: 'Ban', exact: true }).click()
  await admin.getByTestId('ban').getByText('Insults in the chat.').waitFor()

  await guest.getByRole('dialog').getByText('You are banned').waitFor()
  await guest.getByTestId('ban-notice').getByText('Insults in the chat.').waitFor()
  await guest.keyboard.press('Escape')
  await expect.poll(() => guest.getByTestId('identity').innerText()).toContain('Sign in')
  await guest.reload()
  await expect.poll(() => guest.getByTestId('identity').innerText()).toContain('Sign in')
  await context.close()
})

test('a member who is banned reads why at the sign-in, and gets in once it is lifted', async () => {
  const context = await newContext(platform, 0)
  const member = await context.newPage()
  await register(member, 'Bert Banned')
  await find('Bert Banned')
  await admin.getByRole('button', { name: 'Ban', exact: true }).click()
  await admin.getByRole('dialog').getByLabel('Reason').fill('Two accounts.')
  await admin.getByRole('dialog').getByLabel('For how long').selectOption({ label: 'for good' })
  await admin.getByRole('dialog').getByRole('button', { name: 'Ban', exact: true }).click()
  await member.getByTestId('ban-notice').getByText('Two accounts.').waitFor()
  await member.goto(`${platform.webUrl}/sign-in`)
  const signIn = async () => {
    await member.fill('input[name=name]', 'Bert Banned')
    await member.fill('input[name=password]', 'a long password')
    await member.keyboard.press('Enter')
  }
  await signIn()
  await member.getByRole('alert').getByText('For good. The reason: Two accounts.').waitFor()
  await admin.getByRole('button', { name: 'Lift the ban' }).click()
  await admin.getByRole('dialog').getByRole('button', { name: 'Lift the ban' }).click()
  await admin.getByRole('button', { name: 'Ban', exact: true }).waitFor()
  await signIn()
  await member.waitForURL('**/arena')

  await admin.reload()
  await admin
    .getByTestId('session')
    .getByRole('button', { name: /End the session/ })
    .click()
  await admin.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click()
  await admin.getByText('Not signed in anywhere.').waitFor()
  await expect.poll(() => member.getByTestId('identity').innerText()).toContain('Sign in')
  await context.close()
})

test('what was done is listed, and the pages fit a phone in the dark', async () => {
  await admin.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await admin.setViewportSize({ width: 375, height: 800 })
  await admin.goto(`${platform.webUrl}/admin/audit`)
  await admin.getByRole('combobox', { name: 'What' }).selectOption({ label: 'Banned' })
  await expect.poll(() => admin.getByRole('row').count()).toBe(3)
  await admin.goto(`${platform.webUrl}/admin/people/00000000-0000-4000-8000-000000000000`)
  await admin.getByText('There is nobody of this address').waitFor()
  const paths = [
    '/admin',
    '/admin/people',
    '/admin/people?show=with-role',
    '/admin/audit',
    '/uk/admin',
    '/pl/admin/people',
    '/ru/admin/audit',
  ]
  for (const path of paths) {
    await admin.goto(`${platform.webUrl}${path}`, { waitUntil: 'networkidle' })
    await admin.getByRole('heading', { level: 1 }).waitFor()
    await expectAccessible(admin)
  }
  // The language that one was in last stays one's own.
  await admin.context().clearCookies({ name: 'eduscale_locale' })
})

test('a moderator has no form for roles and no ban for good; others have nothing here', async () => {
  await platform.db.query(`UPDATE role_grant SET role = 'moderator' WHERE role = 'admin'`)
  await admin.goto(`${platform.webUrl}/admin`)
  await admin.getByRole('link', { name: 'People' }).waitFor()
  expect(await admin.getByRole('link', { name: 'Rejudges' }).count()).toBe(0)
  await find('Wanda Writer')
  expect(await admin.getByRole('button', { name: 'Grant' }).count()).toBe(0)
  await admin.getByRole('button', { name: 'Ban', exact: true }).click()
  const lengths = await admin.getByRole('dialog').getByLabel('For how long').locator('option').allInnerTexts()
  expect(lengths).toEqual(['one day', '7 days', '30 days'])
  await platform.db.query('UPDATE role_grant SET expires_at = now()')
  for (const path of ['/admin', '/admin/people', '/admin/audit']) {
    await admin.goto(`${platform.webUrl}${path}`)
    await admin.getByRole('heading', { name: 'This is for those who look after the platform' }).waitFor()
  }
})
