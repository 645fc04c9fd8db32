import { randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findFreePort } from '@eduscale/testing/free-port'
import { until } from '@eduscale/testing/test-platform'
import { chromium, type BrowserContext, type Page, type Response } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumOptions, newContext, startBrowserPlatform, type BrowserPlatform } from './browser-platform'

// Who one is in a browser: after closing it, in its tabs and windows, on a second device, and on plain http in a local network.

let platform: BrowserPlatform

beforeAll(async () => {
  platform = await startBrowserPlatform({ runner: 'scripted' })
}, 300_000)
afterAll(() => platform.stop())

const chip = (page: Page) => page.getByTestId('identity')
const nameOn = async (page: Page) => (await chip(page).locator('span').first().innerText()).trim()

/** Whose place in the browser a tab has. */
const slot = "sessionStorage['eduscale.slot']"

async function playAsGuest(page: Page, url = platform.webUrl): Promise<string> {
  await page.goto(`${url}/arena`)
  const button = page.getByRole('button', { name: /Play as guest|Another guest in this window/ })
  await chip(page).click()
  const before = await nameOn(page)
  await button.click()
  await button.waitFor({ state: 'detached' })
  await expect.poll(() => nameOn(page)).not.toBe(before)
  return nameOn(page)
}

async function register(page: Page): Promise<{ name: string; password: string }> {
  const given = { name: `Ida ${randomBytes(3).toString('hex')}`, password: 'correct horse battery' }
  await page.goto(`${platform.webUrl}/register`)
  await page.getByLabel('Name', { exact: true }).fill(given.name)
  await page.getByLabel('Password', { exact: true }).fill(given.password)
  await page.getByRole('button', { name: /Create account|Keep it/ }).click()
  await page.getByText(`Welcome, ${given.name}`).waitFor()
  return given
}

/** Who the api says one is, after what is done: the page shows a name of before until it knows. */
async function whoami(page: Page, act: () => Promise<unknown>): Promise<unknown> {
  const said: unknown[] = []
  const hear = (response: Response): void => {
    // Of a page that has been left meanwhile nothing can be read.
    if (response.url().endsWith('/v1/me') && response.ok())
      response.json().then(
        (me) => said.push(me),
        () => {},
      )
  }
  page.on('response', hear)
  await act()
  await expect.poll(() => said.length, { timeout: 20_000 }).toBeGreaterThan(0)
  page.off('response', hear)
  return said.at(-1)
}

test('the browser is closed and opened again: the same person, and nothing in storage that proves it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'browser-'))
  const open = () => chromium.launchPersistentContext(folder, chromiumOptions)
  let context = await open()
  const page = await context.newPage()
  const name = await playAsGuest(page)
  const kept = await page.evaluate<string>('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])')
  expect(kept).toContain('eduscale.slot')
  expect(kept).not.toMatch(/eyJ|token/)
  await context.close()
  context = await open()
  const again = await context.newPage()
  expect(await whoami(again, () => again.goto(`${platform.webUrl}/arena`))).toMatchObject({ user: { name } })
  await expect.poll(() => nameOn(again)).toBe(name)
  await context.close()
  await rm(folder, { recursive: true, force: true })
})

test('two tabs are one person, two windows are two, and the menu leads back', async () => {
  const context = await newContext(platform, 0)
  const [first, second] = [await context.newPage(), await context.newPage()]
  const name = await playAsGuest(first)
  await second.goto(`${platform.webUrl}/arena`)
  await expect.poll(() => nameOn(second)).toBe(name)
  const other = await playAsGuest(second)
  expect(other).not.toBe(name)
  // The second is copied with its storage, as a browser does that duplicates a tab, though the browser's own person is the first.
  const [copy] = await Promise.all([context.waitForEvent('page'), second.evaluate("void open('/arena')")])
  await copy.waitForURL('**/arena')
  expect(await copy.evaluate(slot)).toBe(await second.evaluate(slot))
  expect(await first.evaluate(slot)).not.toBe(await second.evaluate(slot))
  await expect.poll(() => nameOn(copy)).toBe(other)
  expect(await whoami(copy, () => copy.reload())).toMatchObject({ user: { name: other } })
  for (const [page, own] of [
    [first, name],
    [second, other],
  ] as const)
    expect(await whoami(page, () => page.reload())).toMatchObject({ user: { name: own } })
  await chip(second).click()
  await second.getByRole('button', { name: `Go on as ${name}` }).click()
  await expect.poll(() => nameOn(second)).toBe(name)
  await context.close()
})

test('a guest who becomes a member stays who they are in all tabs', async () => {
  const context = await newContext(platform, 0)
  const [first, second] = [await context.newPage(), await context.newPage()]
  const guest = await playAsGuest(first)
  await second.goto(`${platform.webUrl}/arena`)
  await expect.poll(() => nameOn(second)).toBe(guest)
  const { name } = await register(first)
  expect(await whoami(second, () => second.reload())).toMatchObject({ user: { name, kind: 'member' } })
  await context.close()
})

test('a second device signs the first out while its socket is open', async () => {
  const [one, two] = [await newContext(platform, 0), await newContext(platform, 1)]
  const first = await one.newPage()
  const given = await register(first)
  await first.goto(`${platform.webUrl}/arena`)
  await expect.poll(() => nameOn(first)).toBe(given.name)
  const second = await two.newPage()
  await second.goto(`${platform.webUrl}/sign-in`)
  await second.getByLabel('Name', { exact: true }).fill(given.name)
  await second.getByLabel('Password', { exact: true }).fill(given.password)
  const answer = second.waitForResponse(
    (response) => response.url().endsWith('/sign-in') && response.request().method() === 'POST',
  )
  await second.getByRole('button', { name: 'Sign in', exact: true }).last().click()
  const { token } = (await (await answer).json()) as { token: string }
  const headers = { authorization: `Bearer ${token}` }
  const ended = await fetch(`${platform.urls[1]}/v1/session/others`, { method: 'DELETE', headers })
  expect(ended.status).toBe(204)
  await expect.poll(() => nameOn(first), { timeout: 15_000 }).toBe('Sign in')
  await expect.poll(() => nameOn(second)).toBe(given.name)
  await Promise.all([one.close(), two.close()])
})

test('without the web server a page that lost its token gets another one from a node', async () => {
  const context = await newContext(platform, 0)
  const page = await context.newPage()
  const name = await playAsGuest(page)
  // What isn't the page's own is asked of the nodes.
  await context.route(`${platform.webUrl}/v1/**`, (route) => route.abort())
  const isOfNode = (response: Response) => platform.urls.some((url) => response.url() === `${url}/v1/session/refresh`)
  const direct = page.waitForResponse((response) => isOfNode(response) && response.request().method() === 'POST')
  expect(await whoami(page, () => page.reload())).toMatchObject({ user: { name } })
  expect((await direct).status()).toBe(200)
  await context.close()
})

test('a request handed on is counted by the person’s address, whatever they say of it', async () => {
  const enter = async (forwarded?: string) => {
    const headers = { 'session-slot': 'a', ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) }
    const answer = await fetch(`${platform.webUrl}/v1/session/guest`, { method: 'POST', headers })
    const { user } = (await answer.json()) as { user: { id: string } }
    const [row] = await platform.db.query<{ network: string }>('SELECT network FROM session WHERE user_id = $1', [user.id])
    return row?.network
  }
  expect(await enter()).toBe('127.0.0.0/24')
  // 127.0.0.1 is a proxy of ours here, so what it says of others is believed; the last word is the web server's own.
  expect(await enter('203.0.113.5')).toBe('203.0.113.0/24')
})

test('plain http in a local network: no Web Locks, two tabs, and nobody is out', async () => {
  const port = await findFreePort()
  const host = 'eduscale.lan'
  const url = `http://${host}:${port}`
  const node = await platform.startNode({ PUBLIC_URL: url })
  const web = spawn(process.execPath, ['../../node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: fileURLToPath(new URL('../apps/web', import.meta.url)),
    env: {
      ...process.env,
      PUBLIC_URL: url,
      API_URLS: node.url.replace('127.0.0.1', host),
      SESSION_API_URLS: node.url,
      NEXT_TELEMETRY_DISABLED: '1',
    },
    stdio: 'ignore',
  })
  const browser = await chromium.launch({
    ...chromiumOptions,
    args: [...chromiumOptions.args, `--host-resolver-rules=MAP ${host} 127.0.0.1`],
  })
  try {
    await until(
      'the web app answers',
      async () => (await fetch(`http://127.0.0.1:${port}`).catch(() => null))?.ok ?? false,
      60_000,
    )
    const context: BrowserContext = await browser.newContext()
    const [first, second] = [await context.newPage(), await context.newPage()]
    const name = await playAsGuest(first, url)
    expect(await first.evaluate("[isSecureContext, 'locks' in navigator]")).toEqual([false, false])
    await second.goto(`${url}/arena`)
    await expect.poll(() => nameOn(second)).toBe(name)
    for (let round = 0; round < 3; round += 1) {
      await platform.db.query(
        "UPDATE session SET rotated_at = rotated_at - interval '2 minutes', given_at = given_at - interval '2 minutes'",
      )
      const both = await Promise.all([first, second].map(async (page) => whoami(page, () => page.reload())))
      for (const me of both) expect(me).toMatchObject({ user: { name } })
    }
    await context.close()
  } finally {
    await browser.close()
    web.kill('SIGTERM')
    await node.stop()
  }
})
