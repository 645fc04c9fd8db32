import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startOpenIdProvider, type TestProvider } from '@eduscale/testing/openid-provider'
import { until } from '@eduscale/testing/test-platform'
import { Secret, TOTP } from 'otpauth'
import { chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { password, signIn } from './accounts'
import { chromiumOptions, localhostOf, newContext, startBrowserPlatform, type BrowserPlatform } from './browser-platform'
import { bothReady } from './open-duel'
import { plugIn } from './virtual-authenticator'

const next = 'another horse, another day'
const newName = () => `Mia ${randomBytes(4).toString('hex')}`
const chip = (page: Page) => page.getByTestId('identity')
const whoIs = (page: Page) => page.evaluate<string>("JSON.parse(localStorage['eduscale.slots'])[0].user.id")

/* One person's way from a guest's first battle on: on the machine itself, where passkeys are, and in a local network on plain http. */
describe.each([
  { where: 'on the machine itself', lanName: undefined },
  { where: 'on plain http in a local network', lanName: 'eduscale.lan' },
])('$where', ({ lanName }) => {
  let platform: BrowserPlatform
  let school: TestProvider
  let home: string
  const isSecure = lanName === undefined
  const name = newName()

  beforeAll(async () => {
    platform = await startBrowserPlatform({
      runner: 'scripted',
      ...(lanName !== undefined && { lanName }),
      env: async (publicUrl) => {
        school = await startOpenIdProvider({ id: 'school', label: 'The school', publicUrl })
        return { OIDC_PROVIDERS: JSON.stringify([school.setting]), DEV_MAIL: 'on' }
      },
    })
    home = localhostOf(platform.webUrl)
  }, 300_000)
  afterAll(() => Promise.all([platform.stop(), school.stop()]))

  test('a guest plays, becomes a member with all of it, and is signed out from a second device', async () => {
    const [context, others] = [await newContext(platform, 0), await newContext(platform, 1)]
    const [page, friend] = [await context.newPage(), await others.newPage()]
    if (isSecure) await plugIn(context, page)
    await page.goto(`${home}/`)
    await page.getByRole('button', { name: 'Play as guest' }).first().click()
    await page.waitForURL('**/arena')
    const id = await whoIs(page)
    await page.getByRole('radio', { name: 'Easy' }).check({ force: true })
    await page.getByRole('button', { name: 'Create a link' }).click()
    // The link is told by PUBLIC_URL; this friend opens it where this page is.
    const link = new URL(await page.getByTestId('invite-link').inputValue())
    await friend.goto(`${home}${link.pathname}`)
    await friend.getByRole('button', { name: 'Join as a guest' }).click()
    await bothReady([page, friend])
    await friend.getByRole('button', { name: 'Resign' }).click()
    await friend.getByRole('dialog').getByRole('button', { name: 'Resign' }).click()
    await page.getByRole('heading', { name: 'You won' }).waitFor()

    await page.goto(`${home}/register`)
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Keep it' }).click()
    await page.waitForURL('**/arena')
    expect(await whoIs(page)).toBe(id)
    await page.goto(`${home}/battles`)
    await page.locator('[data-testid=battle-row][data-outcome=won]').waitFor()

    await page.goto(`${home}/settings#passkeys`)
    if (isSecure) {
      await page.getByRole('button', { name: 'Add a passkey' }).click()
      await page.getByTestId('passkey').waitFor()
    } else {
      await page.getByText('Passkeys aren’t available here').waitFor()
      await page.getByTestId('insecure-notice').waitFor()
      expect(await page.evaluate<boolean[]>("[isSecureContext, 'locks' in navigator]")).toEqual([false, false])
    }

    await page.goto(`${home}/arena`)
    const device = await (await newContext(platform, 1)).newPage()
    await signIn(device, home, name)
    await device.waitForURL('**/arena')
    await chip(page).getByText(name).waitFor()
    await device.goto(`${home}/settings#sessions`)
    await device.getByRole('button', { name: /^End the session on/ }).click()
    await device.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click()
    await chip(page).getByText('Sign in').waitFor()
    if (isSecure) {
      await page.goto(`${home}/sign-in`)
      await page.waitForURL('**/arena')
      expect(await whoIs(page)).toBe(id)
    }
    for (const one of [context, others, device.context()]) await one.close()
  })

  test('a second step with its recovery codes, and another password by mail, which does without neither', async () => {
    const context = await newContext(platform, 0)
    const page = await context.newPage()
    await signIn(page, home, name)
    await page.waitForURL('**/arena')
    await page.goto(`${home}/settings`)
    await page.getByRole('button', { name: 'Set it up' }).click()
    const secret = ((await page.getByTestId('totp-secret').textContent()) ?? '').replaceAll(' ', '')
    await page.getByLabel('The code that the app shows').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor()
    const codes = await page.getByTestId('recovery-codes').getByRole('listitem').allTextContents()
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await page.getByLabel('Address', { exact: true }).fill('mia@example.org')
    await page.getByRole('button', { name: 'Send the link' }).click()
    await page.goto(`${home}/confirm-email#${await secretOfMail('confirm-email')}`)
    await page.getByRole('button', { name: 'Confirm the address' }).click()
    await page.getByRole('heading', { name: 'The address is confirmed' }).waitFor()

    const elsewhere = await (await newContext(platform, 1)).newPage()
    await elsewhere.goto(`${home}/reset`)
    await elsewhere.getByLabel('E-mail address').fill('mia@example.org')
    await elsewhere.keyboard.press('Enter')
    await elsewhere.goto(`${home}/reset#${await secretOfMail('reset')}`)
    await elsewhere.getByLabel('New password').fill(next)
    await elsewhere.keyboard.press('Enter')
    await elsewhere.getByRole('heading', { name: 'The password is set' }).waitFor()
    await page.reload()
    await chip(page).getByText('Sign in').waitFor()
    await signIn(elsewhere, home, name, next)
    await elsewhere.getByRole('heading', { name: 'Second step' }).waitFor()
    await elsewhere.getByLabel('Code').fill(codes[0] ?? '')
    await elsewhere.keyboard.press('Enter')
    await elsewhere.waitForURL('**/arena')
    expect(await platform.db.query('SELECT 1 FROM recovery_code')).toHaveLength(9)
    for (const one of [context, elsewhere.context()]) await one.close()
  })

  /** Of the newest link in a mail; /dev/mail is for this machine by a name of its own alone. */
  async function secretOfMail(path: string): Promise<string> {
    let secret = ''
    await until('the mail is sent', async () => {
      const [mail] = await platform.db.query<{ text: string }>(
        'SELECT text FROM shown_mail WHERE text LIKE $1 ORDER BY id DESC',
        [`%/${path}#%`],
      )
      secret = /#([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
      return secret !== ''
    })
    return secret
  }

  test('by a provider, closing the browser and coming back, in two tabs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'browser-'))
    const open = () => chromium.launchPersistentContext(folder, { ...chromiumOptions, args: [...platform.browserArgs] })
    let context = await open()
    const page = await context.newPage()
    const pupil = newName()
    // A provider leads back to PUBLIC_URL.
    await page.goto(`${platform.webUrl}/sign-in`)
    await page.getByRole('button', { name: 'Continue with The school' }).click()
    await page.getByLabel('Who are you?').fill(pupil)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.waitForURL('**/arena')
    const id = await whoIs(page)
    await context.close()
    context = await open()
    for (const again of [await context.newPage(), await context.newPage()]) {
      await again.goto(`${platform.webUrl}/arena`)
      await chip(again).getByText(pupil).waitFor()
      expect(await whoIs(again)).toBe(id)
    }
    await context.close()
    await rm(folder, { recursive: true, force: true })
  })
})
