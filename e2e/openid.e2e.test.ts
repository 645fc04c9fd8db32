import { randomBytes } from 'node:crypto'
import { startOpenIdProvider, type TestProvider } from '@eduscale/testing/openid-provider'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newContext, startBrowserPlatform, type BrowserPlatform } from './browser-platform'

/* Signing in by a real provider, on another site, as somebody does. */
let platform: BrowserPlatform
let school: TestProvider

beforeAll(async () => {
  platform = await startBrowserPlatform({
    runner: 'scripted',
    env: async (publicUrl) => {
      school = await startOpenIdProvider({ id: 'school', label: 'The school', publicUrl })
      const away = {
        ...school.setting,
        id: 'away',
        label: 'The closed one, of a name that is long',
        issuer: 'http://127.0.0.1:9',
      }
      return { OIDC_PROVIDERS: JSON.stringify([school.setting, away]) }
    },
  })
}, 300_000)
afterAll(() => Promise.all([platform.stop(), school.stop()]))

const newPupil = () => `Pupil ${randomBytes(4).toString('hex')}`
const password = 'correct horse battery'

async function visit(page: Page, name: string): Promise<void> {
  await page.getByLabel('Who are you?').fill(name)
  await page.getByRole('button', { name: 'Continue' }).click()
}

/** A new member by the school's account alone. */
async function arrive(context: BrowserContext, name: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${platform.webUrl}/sign-in?to=/practice`)
  await page.getByRole('button', { name: 'Continue with The school' }).click()
  await visit(page, name)
  await page.getByRole('heading', { name: 'Choose a name' }).waitFor()
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(name)
  // What the provider has added to the address is gone from it, and so from the history.
  expect(new URL(page.url()).search).toBe('')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL('**/practice')
  return page
}

const whoIs = (page: Page) => page.evaluate<string>("JSON.parse(localStorage['eduscale.slots'])[0].user.id")

test('somebody new chooses a name, and comes back by the same account; a reload keeps them', async () => {
  const context = await newContext(platform, 0)
  const name = newPupil()
  const page = await arrive(context, name)
  const id = await whoIs(page)
  await page.reload()
  await page.getByTestId('identity').getByText(name).waitFor()
  await page.getByTestId('identity').click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByTestId('identity').getByText('Sign in').waitFor()
  await page.goto(`${platform.webUrl}/register`)
  await page.getByRole('button', { name: 'Continue with The school' }).click()
  // Signed in there still: one is back at once.
  await page.waitForURL('**/arena')
  await page.getByTestId('identity').getByText(name).waitFor()
  expect(await whoIs(page)).toBe(id)
  await context.close()
})

test('a guest stays who they are; whoever gives up at the provider reads a calm page', async () => {
  const context = await newContext(platform, 1)
  const page = await context.newPage()
  await page.goto(`${platform.webUrl}/`)
  await page.getByRole('button', { name: 'Play as guest' }).first().click()
  await page.waitForURL('**/arena')
  const id = await whoIs(page)
  await page.goto(`${platform.webUrl}/register`)
  await page.getByRole('button', { name: 'Continue with The school' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('heading', { name: 'Nothing has happened' }).waitFor()
  await page.getByRole('link', { name: 'Back to signing in' }).click()
  await page.getByRole('button', { name: 'Continue with The closed one' }).scrollIntoViewIfNeeded()
  // Its name is long, and the page no wider for it.
  await page.setViewportSize({ width: 375, height: 800 })
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(375)
  await page.getByRole('button', { name: /^Continue with The closed one/ }).click()
  await page.getByText('does not answer at the moment').waitFor()
  await page.goto(`${platform.webUrl}/register`)
  await page.getByRole('button', { name: 'Continue with The school' }).click()
  await visit(page, newPupil())
  await page.getByText('Everything you have played stays yours').waitFor()
  await page.getByLabel('Name', { exact: true }).press('Enter')
  await page.waitForURL('**/arena')
  expect(await whoIs(page)).toBe(id)
  expect(await platform.db.query('SELECT kind FROM "user" WHERE id = $1', [id])).toEqual([{ kind: 'member' }])
  await context.close()
})

test('a link with somebody else’s answer signs nobody in', async () => {
  const [context, victims] = [await newContext(platform, 0), await newContext(platform, 1)]
  const page = await context.newPage()
  let answer = ''
  page.on('request', (request) => {
    if (request.url().includes('code=') && request.url().startsWith(platform.webUrl)) answer = request.url()
  })
  // The page that one comes back to gets no word through.
  await page.route('**/v1/session/openid/return', (route) => route.abort())
  await page.goto(`${platform.webUrl}/sign-in`)
  await page.getByRole('button', { name: 'Continue with The school' }).click()
  await visit(page, newPupil())
  await expect.poll(() => answer).toContain('code=')
  const victim = await victims.newPage()
  for (const start of ['/', '/sign-in']) await victim.goto(`${platform.webUrl}${start}`)
  await victim.goto(answer)
  await victim.getByRole('heading', { name: 'That didn’t work' }).waitFor()
  await victim.getByTestId('identity').getByText('Sign in').waitFor()
  // In its own browser it would have been worth something.
  await page.close()
  const again = await context.newPage()
  await again.goto(answer)
  await again.getByRole('heading', { name: 'Choose a name' }).waitFor()
  for (const one of [context, victims]) await one.close()
})

test('an account is linked in the settings, signs in elsewhere, and is removed', async () => {
  const [context, elsewhere] = [await newContext(platform, 0), await newContext(platform, 1)]
  const page = await context.newPage()
  const name = newPupil()
  await page.goto(`${platform.webUrl}/register`)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL('**/arena')
  await page.goto(`${platform.webUrl}/uk/settings#linked`)
  await page.getByRole('button', { name: 'Пов’язати The school' }).click()
  await visit(page, name)
  // Back in the language that one left in.
  await page.waitForURL('**/uk/settings')
  await page.getByText(`The school: ${name}`).waitFor()

  const other = await elsewhere.newPage()
  await other.goto(`${platform.webUrl}/sign-in`)
  await other.getByRole('button', { name: 'Continue with The school' }).click()
  await visit(other, name)
  await other.waitForURL('**/arena')
  expect(await whoIs(other)).toBe(await whoIs(page))

  await page.getByRole('button', { name: 'Вилучити The school' }).press('Enter')
  await page.getByRole('button', { name: 'Пов’язати The school' }).waitFor()
  await other.getByTestId('identity').getByText('Sign in').waitFor()
  for (const one of [context, elsewhere]) await one.close()
})

test('whoever has no password proves it at the provider, sets one, and may remove the account then', async () => {
  const context = await newContext(platform, 0)
  const name = newPupil()
  const page = await arrive(context, name)
  await page.goto(`${platform.webUrl}/settings`)
  await page.getByRole('button', { name: 'Remove The school' }).click()
  await page.getByText('This is the only way into your account').waitFor()
  await platform.db.query("UPDATE session_proof SET proved_at = now() - interval '1 hour'")
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Set a password' }).click()
  const dialog = page.getByRole('dialog', { name: 'Is it you?' })
  await dialog.getByRole('button', { name: 'Continue with The school' }).click()
  // Though one is signed in there, one is asked again.
  await visit(page, name)
  await page.waitForURL('**/settings')
  await page.getByText('It is you.').waitFor()
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Set a password' }).click()
  await page.getByLabel('Current password').waitFor()
  await page.getByRole('button', { name: 'Remove The school' }).click()
  await page.getByRole('button', { name: 'Link The school' }).waitFor()
  expect(await platform.db.query('SELECT 1 FROM linked_account WHERE known_as = $1', [name])).toEqual([])
  await context.close()
})
