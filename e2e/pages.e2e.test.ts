import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newContext, startBrowserPlatform, type BrowserPlatform } from './browser-platform'
import { openDuel } from './open-duel'

let platform: BrowserPlatform

beforeAll(async () => {
  platform = await startBrowserPlatform({ runner: 'scripted' })
}, 300_000)
afterAll(() => platform.stop())

/** The address as it is: `fetch` would mend some. */
function statusOf(path: string): Promise<number> {
  const { hostname, port } = new URL(platform.webUrl)
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

test('an address with a bad percent sign is a page that says there is nothing', async () => {
  const parts = ['%', '%zz', '%ff', '%ed%a0%80']
  const pages = ['practice', 'battle', 'watch', 'invite', 'admin/rejudges', 'no-such-page']
  for (const path of pages.flatMap((page) => parts.flatMap((part) => [`/${page}/${part}`, `/${page}/${part}/replay`]))) {
    expect(`${path}: ${await statusOf(path)}`).toBe(`${path}: 404`)
  }
  expect(await statusOf('/practice/%C3%A9')).toBe(200)
  const context = await newContext(platform, 0)
  const page = await context.newPage()
  await page.goto(`${platform.webUrl}/battle/%`)
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
  await page.getByRole('link', { name: 'To the start page' }).click()
  await page.getByRole('button', { name: 'Play as guest' }).first().waitFor()
  await context.close()
})

test('a password that is sent before the page’s scripts have come stays in its field, and comes into no address', async () => {
  const context = await newContext(platform, 0)
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (sent) => asked.push(sent.url()))
  let letThrough = () => {}
  const held = new Promise<void>((resolve) => (letThrough = resolve))
  await page.route('**/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`${platform.webUrl}/register`, { waitUntil: 'commit' })
  const password = 'typed-before-anything'
  await page.fill('input[name=name]', 'Early Bird')
  await page.fill('input[name=password]', password)
  await page.keyboard.press('Enter')
  letThrough()
  await page.locator('button[type=submit]').click()
  await page.waitForURL('**/arena')
  expect(asked.filter((url) => url.includes(password))).toEqual([])
  await context.close()
})

test('the server scales no pictures', async () => {
  expect(await statusOf('/_next/image?url=%2Ficon.svg&w=64&q=75')).toBe(404)
})

test('no line of a statement begins with what belongs to the formula before', async () => {
  const context = await newContext(platform, 0)
  const page = await context.newPage()
  await page.goto(`${platform.webUrl}/practice/baking-marathon`)
  await page.locator('.statement math').first().waitFor()
  for (let width = 320; width <= 900; width += 20) {
    await page.setViewportSize({ width, height: 800 })
    const torn = await page.evaluate<string[]>(`[...document.querySelectorAll('.statement .katex')].flatMap((formula) => {
      const next = formula.nextSibling
      if (next?.nodeType !== Node.TEXT_NODE || !/^[.,;:!?)]/.test(next.data)) return []
      const range = document.createRange()
      range.setStart(next, 0)
      range.setEnd(next, 1)
      return range.getBoundingClientRect().top < formula.getBoundingClientRect().bottom ? [] : [formula.parentNode.textContent]
    })`)
    expect(torn, `at ${width} px`).toEqual([])
  }
  await context.close()
})

test('a replay that can not be had says why, and leads on', async () => {
  const { battleId, host, close } = await openDuel(platform)
  await host.goto(`${platform.webUrl}/battle/${battleId}/replay`)
  await host.getByRole('heading', { name: 'There is no replay yet' }).waitFor()
  await host.getByRole('link', { name: 'To the battle' }).click()
  await host.getByTestId('clock').waitFor()
  for (const unknown of ['x', randomUUID()]) {
    await host.goto(`${platform.webUrl}/battle/${unknown}/replay`)
    await host.getByRole('heading', { name: 'There is no such battle' }).waitFor()
    expect(await host.getByRole('button', { name: 'Try again' }).count()).toBe(0)
  }
  await close()
})
