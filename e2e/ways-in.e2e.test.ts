import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { password, register, signIn, signOut } from './accounts'
import { newContext, startBrowserPlatform, type BrowserPlatform } from './browser-platform'

let platform: BrowserPlatform

beforeAll(async () => {
  platform = await startBrowserPlatform({ runner: 'scripted', env: { DEV_MAIL: 'on' } })
}, 300_000)
afterAll(() => platform.stop())

/** Follows the newest mail's link, as somebody does who tries the platform on their own machine. */
async function followMail(page: Page, label: string): Promise<void> {
  const link = page.getByRole('link', { name: label }).first()
  for (let looks = 0; looks < 60 && (await link.count()) === 0; looks += 1) {
    await page.goto(`${platform.webUrl}/dev/mail`)
    if ((await link.count()) === 0) await page.waitForTimeout(500)
  }
  await link.click()
}

test('an address is confirmed, and a forgotten password replaced by mail', async () => {
  const [context, elsewhere] = [await newContext(platform, 0), await newContext(platform, 1)]
  const [page, other] = [await context.newPage(), await elsewhere.newPage()]
  const name = await register(page, platform.webUrl)
  await signIn(other, platform.webUrl, name)
  await other.waitForURL('**/arena')

  await page.getByTestId('identity').click()
  await page.getByRole('link', { name: 'Account settings' }).click()
  await page.waitForURL('**/settings')
  await page.getByLabel('Address', { exact: true }).fill('no address')
  await page.getByRole('button', { name: 'Send the link' }).click()
  expect(await page.evaluate<string>('document.activeElement.name')).toBe('address')
  await page.getByLabel('Address', { exact: true }).fill('eve@example.org')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await page.getByText('eve@example.org waits to be confirmed').waitFor()
  await followMail(page, 'Confirm the address')
  // Opening the link does nothing yet.
  await page.getByRole('heading', { name: 'Confirm your address' }).waitFor()
  expect(await platform.db.query('SELECT 1 FROM user_email')).toEqual([])
  await page.getByRole('button', { name: 'Confirm the address' }).click()
  await page.getByRole('heading', { name: 'The address is confirmed' }).waitFor()
  await page.getByRole('link', { name: 'To the settings' }).click()
  await page.getByText('Your address is eve@example.org.').waitFor()

  await signOut(page)
  await page.goto(`${platform.webUrl}/sign-in`)
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.getByLabel('E-mail address').fill('eve@example.org')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Look at your mail' }).waitFor()
  await followMail(page, 'Choose a new password')
  await page.getByLabel('New password').fill(name)
  await page.keyboard.press('Enter')
  await page.getByText('is not easily guessed').waitFor()
  await page.getByLabel('New password').fill('another horse, another day')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'The password is set' }).waitFor()
  // Whoever was signed in elsewhere is out.
  await other.reload()
  await other.getByTestId('identity').getByText('Sign in').waitFor()
  await signIn(page, platform.webUrl, name, 'another horse, another day')
  await page.waitForURL('**/arena')
  for (const one of [context, elsewhere]) await one.close()
})

test('a second step is set up, and a recovery code gets one in', async () => {
  const context = await newContext(platform, 0)
  const page = await context.newPage()
  const name = await register(page, platform.webUrl)
  await platform.db.query("UPDATE session_proof SET proved_at = now() - interval '1 hour'")
  await page.goto(`${platform.webUrl}/settings#second-factor`)
  await page.getByRole('button', { name: 'Set it up' }).click()
  const dialog = page.getByRole('dialog', { name: 'Is it you?' })
  await dialog.getByLabel('Password').fill('not this one')
  await page.keyboard.press('Enter')
  await dialog.getByText('This isn’t your password.').waitFor()
  await dialog.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: /QR code/ }).waitFor()
  const secret = ((await page.getByTestId('totp-secret').textContent()) ?? '').replaceAll(' ', '')
  await page.getByLabel('The code that the app shows').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate())
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
  const codes = await page.getByTestId('recovery-codes').getByRole('listitem').allTextContents()
  expect(codes).toHaveLength(10)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download' }).click()])
  expect(download.suggestedFilename()).toBe('eduscale-recovery-codes.txt')
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByText('10 recovery codes are left').waitFor()

  await signOut(page)
  await signIn(page, platform.webUrl, name)
  await page.getByRole('heading', { name: 'Second step' }).waitFor()
  await page.getByLabel('Code').fill('wrong-codes')
  await page.keyboard.press('Enter')
  await page.getByText('This code isn’t right').waitFor()
  await page.getByLabel('Code').fill((codes[0] ?? '').toUpperCase())
  await page.keyboard.press('Enter')
  await page.waitForURL('**/arena')
  await page.goto(`${platform.webUrl}/uk/settings`)
  await page.getByText('Лишилося 9 запасних кодів').waitFor()
  await context.close()
})

test('whoever has no account is told what the settings are for', async () => {
  const context = await newContext(platform, 0)
  const page = await context.newPage()
  await page.goto(`${platform.webUrl}/settings`)
  await page.getByText('Sign in to see the settings').waitFor()
  await page.goto(`${platform.webUrl}/`)
  await page.getByRole('button', { name: 'Play as guest' }).first().click()
  await page.waitForURL('**/arena')
  await page.goto(`${platform.webUrl}/settings`)
  await page.getByRole('link', { name: 'Keep this account' }).click()
  await page.waitForURL('**/register?to=/settings')
  // A link that is worth nothing leads to another.
  await page.goto(`${platform.webUrl}/reset#spent`)
  await page.getByLabel('New password').fill('another horse, another day')
  await page.keyboard.press('Enter')
  await page.getByText('used before, or has run out').waitFor()
  await page.getByRole('button', { name: 'Ask for another link' }).click()
  await page.getByLabel('E-mail address').waitFor()
  await page.goto(`${platform.webUrl}/confirm-email`)
  await page.getByRole('heading', { name: 'A part of the link is missing' }).waitFor()
  expect(await page.getByRole('button', { name: 'Confirm the address' }).count()).toBe(0)
  await context.close()
})
