import { afterAll, beforeAll, expect, test } from 'vitest'
import { register, signOut } from './accounts'
import { localhostOf, newContext, startBrowserPlatform, type BrowserPlatform } from './browser-platform'
import { plugIn } from './virtual-authenticator'

let platform: BrowserPlatform
let home: string

beforeAll(async () => {
  platform = await startBrowserPlatform({ runner: 'scripted' })
  home = localhostOf(platform.webUrl)
}, 300_000)
afterAll(() => platform.stop())

const letProofsRunOut = () => platform.db.query("UPDATE session_proof SET proved_at = now() - interval '1 hour'")

test('made in the settings, it signs one in without a name, proves it again, and is removed', async () => {
  const context = await newContext(platform, 0)
  // A browser that fills in no passkeys.
  await context.addInitScript('delete PublicKeyCredential.isConditionalMediationAvailable')
  const page = await context.newPage()
  const device = await plugIn(context, page)
  const name = await register(page, home)
  await page.goto(`${home}/settings#passkeys`)
  await page.getByText('You have no passkey yet.').waitFor()
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByTestId('passkey').getByText('not used yet').waitFor()
  // The same device again.
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByText('This device keeps a passkey for your account already.').waitFor()
  await page.getByRole('button', { name: /^Rename/ }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('My key ring')
  await page.keyboard.press('Enter')
  await page.getByTestId('passkey').getByText('My key ring').waitFor()

  await signOut(page)
  await device.verifies(false)
  await page.goto(`${home}/sign-in`)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByText('No passkey was chosen, or it took too long.').waitFor()
  await device.verifies(true)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.waitForURL('**/arena')
  await page.getByTestId('identity').getByText(name).waitFor()

  await letProofsRunOut()
  await page.goto(`${home}/settings#passkeys`)
  await page.getByTestId('passkey').getByText('used now').waitFor()
  await page.getByRole('button', { name: 'Remove My key ring' }).click()
  await page.getByRole('dialog', { name: 'Remove “My key ring”?' }).getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog', { name: 'Is it you?' }).getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByText('You have no passkey yet.').waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)

  await signOut(page)
  await page.goto(`${home}/sign-in`)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByText('This passkey doesn’t open an account here.').waitFor()
  await context.close()
})

test('where the browser fills it in, no button is needed', async () => {
  const context = await newContext(platform, 0)
  const page = await context.newPage()
  await plugIn(context, page)
  const name = await register(page, home)
  await page.goto(`${home}/settings`)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByTestId('passkey').waitFor()
  await signOut(page)
  // This device chooses what it is offered as soon as it is.
  await page.goto(`${home}/sign-in`)
  await page.waitForURL('**/arena')
  await page.getByTestId('identity').getByText(name).waitFor()
  // Offered what is no more, it says so once.
  await platform.db.query('DELETE FROM passkey')
  await signOut(page)
  await page.goto(`${home}/sign-in`)
  await page.getByText('This passkey doesn’t open an account here.').waitFor()
  expect(await page.getByTestId('identity').innerText()).toBe('Sign in')
  await context.close()
})

test('at this machine’s number one is told where passkeys work', async () => {
  const context = await newContext(platform, 0)
  const page = await context.newPage()
  await plugIn(context, page)
  await register(page, platform.webUrl)
  await page.goto(`${platform.webUrl}/settings`)
  const link = page.getByRole('link', { name: home })
  expect(await link.getAttribute('href')).toBe(`${home}/settings#passkeys`)
  expect(await page.getByRole('button', { name: 'Add a passkey' }).count()).toBe(0)
  await signOut(page)
  await page.goto(`${platform.webUrl}/sign-in`)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByText('Passkeys of this platform work at another address').waitFor()
  await context.close()
})
