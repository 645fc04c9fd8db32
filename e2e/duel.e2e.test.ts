import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newContext, readCode, startBrowserPlatform, writeCode, type BrowserPlatform } from './browser-platform'
import { openDuel } from './open-duel'

let platform: BrowserPlatform

beforeAll(async () => {
  platform = await startBrowserPlatform({ runner: 'scripted' })
}, 300_000)
afterAll(() => platform.stop())

test('who watches an invited duel sees where its players write, and what they write only while both allow it', async () => {
  const { battleId, host, friend, close } = await openDuel(platform)
  const context = await newContext(platform, 1)
  const spectator = await context.newPage()
  // All that ever comes over the socket, not only what is drawn.
  const frames: string[] = []
  spectator.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(String(payload))))
  await spectator.goto(`${platform.webUrl}/watch/${battleId}`)
  await spectator.getByRole('button', { name: 'Watch as a guest' }).click()
  await spectator.getByTestId('watch-delay').waitFor({ timeout: 60_000 })

  const secret = 'nobody reads this yet'
  await writeCode(host, `# one\n# ${secret}`)
  await spectator.getByTestId('hidden-code').filter({ hasText: 'is in line 2 of 2' }).waitFor()
  expect(frames.join('\n')).not.toContain(secret)

  const wish = async (page: typeof host, isAllowed: boolean) => {
    const box = page.getByRole('checkbox', { name: 'Spectators may see my code now' })
    if (!(await box.isVisible())) await page.getByTestId('recorded').click()
    await box.setChecked(isAllowed)
  }
  await wish(host, true)
  await friend.getByTestId('recorded').click()
  await friend
    .getByTestId('live-code-rival')
    .filter({ hasText: /(?<!n’t) allow/ })
    .waitFor()
  await spectator.getByText(/lets you see the code now, as soon as the other does too/).waitFor()
  await wish(friend, true)
  await host.getByTestId('live-code').waitFor()
  await spectator.getByText(secret).waitFor()

  await wish(friend, false)
  await host.getByTestId('live-code').waitFor({ state: 'detached' })
  await spectator.getByTestId('hidden-code').first().waitFor()
  expect(await spectator.getByText(secret).count()).toBe(0)
  const later = 'nor this'
  await writeCode(host, `# one\n# two\n# ${later}`)
  await spectator.getByTestId('hidden-code').filter({ hasText: 'is in line 3 of 3' }).waitFor()
  expect(frames.join('\n')).not.toContain(later)

  // Over is over: then everybody may read it.
  await host.getByRole('button', { name: 'Resign' }).click()
  await host.getByRole('dialog').getByRole('button', { name: 'Resign' }).click()
  await spectator.getByTestId('watch-over').waitFor()
  await spectator.getByText(later).waitFor()
  await context.close()
  await close()
})

test('a paste of 285 KB is refused with a sentence, and neither the connection nor what is typed then is lost', async () => {
  const { battleId, host, close } = await openDuel(platform)
  const lost: string[] = []
  const refused: string[] = []
  host.on('websocket', (socket) => lost.push(socket.url()))
  host.on('response', (response) => response.status() >= 400 && refused.push(response.url()))
  await writeCode(host, '# before')
  await paste(host, 'x = 1\n'.repeat(47_500))
  await host.getByText('Code is limited to 64 KB: this was not put in.').waitFor()
  expect(await readCode(host)).toBe('# before')

  await writeCode(host, '# after')
  const typed = async () =>
    JSON.stringify(await platform.db.query('SELECT ops FROM battle_edit WHERE battle_id = $1 ORDER BY n', [battleId]))
  await expect.poll(typed, { timeout: 30_000 }).toContain('# after')
  const drafts = async () => JSON.stringify(await platform.db.query('SELECT code FROM draft'))
  await expect.poll(drafts, { timeout: 30_000 }).toContain('# after')
  expect(await host.getByTestId('connection').getAttribute('data-status')).toBe('online')
  expect(lost).toEqual([])
  expect(refused).toEqual([])
  await close()
})

test('with the web server away a battle goes on, and ends on its result', async () => {
  const { host, friend, close } = await openDuel(platform)
  const loading = new Set<string>()
  host.on('request', (request) => request.url().includes('/_next/static/') && loading.add(request.url()))
  for (const end of ['requestfinished', 'requestfailed'] as const)
    host.on(end as 'requestfinished', (request) => loading.delete(request.url()))
  // What it may ask for comes before it is asked for.
  const hasAll = async () => (await hasLoaded(host, partMarkers)) === true && loading.size === 0
  await expect.poll(hasAll, { timeout: 60_000 }).toBe(true)
  await host.route('**/*', (route) => (route.request().url().startsWith(platform.webUrl) ? route.abort() : route.continue()))
  let navigations = 0
  host.on('framenavigated', () => (navigations += 1))

  await host.getByTestId('offer-draw').click()
  await host.getByRole('dialog').getByText('Offer a draw?').waitFor()
  await host.keyboard.press('Escape')
  await host.getByTestId('chat').click()
  await host.getByRole('button', { name: 'Nice!' }).click()
  await writeCode(host, 'verdict WA after 10 ms, 1 of 2 tests')
  await host.getByRole('button', { name: 'Run', exact: true }).click()
  await host.locator('[data-testid=run][data-phase=done]').waitFor()
  await host.getByRole('tab', { name: 'Own input' }).click()
  await host.getByRole('tabpanel').getByRole('textbox').waitFor()
  expect(await host.getByTestId('not-loaded').count()).toBe(0)

  // A link out of it would leave for a page that can't be had.
  await host.getByRole('link', { name: 'EduScale' }).click()
  await host.getByText('Your battle goes on here').waitFor()
  await host.getByTestId('clock').waitFor()

  await friend.getByRole('button', { name: 'Resign' }).click()
  await friend.getByRole('dialog').getByRole('button', { name: 'Resign' }).click()
  await host.getByTestId('result').waitFor()
  expect(await host.getByTestId('result').getAttribute('data-outcome')).toBe('won')
  expect(navigations).toBe(0)
  await close()
})

test('a link out of a battle is followed while the web server is there, and the battle is a click away', async () => {
  const { battleId, host, close } = await openDuel(platform)
  await host.getByTestId('clock').waitFor()
  await host.getByRole('link', { name: 'EduScale' }).click()
  await host.waitForURL(`${platform.webUrl}/`)
  await host.locator(`a[href="/battle/${battleId}"]`).first().click()
  await host.getByTestId('clock').waitFor()
  expect(new URL(host.url()).pathname).toBe(`/battle/${battleId}`)
  await close()
})

test('with the web server away from the first second one can resign, and what is missing moves nothing and can be asked for', async () => {
  // Nothing is fetched ahead here.
  const { host, friend, close } = await openDuel(
    platform,
    `{ const later = setTimeout
    window.setTimeout = (run, ms, ...rest) => later(run, ms === 1000 ? 1e9 : ms, ...rest) }`,
  )
  await host.getByTestId('offer-draw').waitFor()
  await host.waitForLoadState('networkidle')
  const places = () => Promise.all(['clock', 'offer-draw', 'chat', 'editor'].map((id) => host.getByTestId(id).boundingBox()))
  const before = await places()
  await host.route(`${platform.webUrl}/**`, (route) => route.abort())
  let navigations = 0
  host.on('framenavigated', () => (navigations += 1))
  await host.getByTestId('offer-draw').click()
  await host.getByTestId('not-loaded').waitFor()
  expect(await places()).toEqual(before)
  await host.getByTestId('not-loaded').getByRole('button', { name: 'Close' }).click()
  expect(await host.getByTestId('not-loaded').count()).toBe(0)
  await host.getByTestId('offer-draw').click()
  await host.getByTestId('not-loaded').waitFor()
  await host.unroute(`${platform.webUrl}/**`)
  await host.getByTestId('not-loaded').getByRole('button', { name: 'Try again' }).click()
  await host.getByRole('dialog').getByText('Offer a draw?').waitFor()
  await host.keyboard.press('Escape')

  await host.route(`${platform.webUrl}/**`, (route) => route.abort())
  await host.getByRole('button', { name: 'Resign' }).click()
  await host.getByRole('dialog').getByRole('button', { name: 'Resign' }).click()
  await friend.getByTestId('result').waitFor()
  expect(await friend.getByTestId('result').getAttribute('data-outcome')).toBe('won')
  await host.getByTestId('not-loaded').waitFor()
  await host.unroute(`${platform.webUrl}/**`)
  await host.getByTestId('not-loaded').getByRole('button', { name: 'Try again' }).click()
  await host.getByTestId('result').waitFor()
  expect(navigations).toBe(0)
  await close()
})

test('notices lie beside the workspace and the result, and nothing moves when they come', async () => {
  const { host, friend, close } = await openDuel(platform)
  await host.getByTestId('chat').waitFor()
  const overlap = (notice: string, panes: readonly string[]) =>
    host.evaluate<string[]>(`(() => {
      const at = ${notice}.getBoundingClientRect()
      return ${JSON.stringify(panes)}.filter((selector) => [...document.querySelectorAll(selector)].some((pane) => {
        const box = pane.getBoundingClientRect()
        return box.width > 0 && at.top < box.bottom && box.top < at.bottom && at.left < box.right && box.left < at.right
      }))
    })()`)
  const panes = ['[data-panel=problem]', '[data-panel=code]', '[data-panel=result]', '[data-testid=clock]', '[data-testid=me]']
  const toast = `document.querySelector('[data-testid=toast]')`
  for (const width of [1280, 900, 360]) {
    await host.setViewportSize({ width, height: 800 })
    const places = () => Promise.all(['clock', 'offer-draw', 'chat'].map((id) => host.getByTestId(id).boundingBox()))
    const before = await places()
    await friend.getByTestId('chat').click()
    await friend.getByRole('button', { name: 'Good luck!' }).click()
    await host.getByTestId('toast').getByText('Good luck!').waitFor()
    await friend.getByTestId('offer-draw').click()
    await friend.getByRole('dialog').getByRole('button', { name: 'Offer a draw' }).click()
    await host.getByTestId('draw-offer').waitFor()
    expect(await overlap(toast, panes)).toEqual([])
    expect(await overlap(`document.querySelector('[data-testid=draw-offer]')`, panes)).toEqual([])
    expect(await places()).toEqual(before)
    // Taken back, which is told.
    await friend.getByTestId('offer-draw').click()
    await host.getByTestId('draw-offer').waitFor({ state: 'detached' })
    await host.getByTestId('toast').getByText('took the offer of a draw back').waitFor()
    await host.getByTestId('toast').getByRole('button').click()
    // The next offer would have to wait for a minute.
    await platform.db.query('UPDATE battle_player SET draw_closed_at = NULL')
  }
  await friend.getByRole('button', { name: 'Resign' }).click()
  await friend.getByRole('dialog').getByRole('button', { name: 'Resign' }).click()
  await host.getByTestId('result').waitFor()
  await friend.getByTestId('chat').click()
  await friend.getByRole('button', { name: 'Nice!' }).click()
  for (const width of [1280, 360]) {
    await host.setViewportSize({ width, height: 800 })
    await host.getByTestId('toast').waitFor()
    expect(await overlap(toast, ['main', 'nav'])).toEqual([])
  }
  await close()
})

test('a battle, its result and its replay fit from 320 px up', async () => {
  const { battleId, host, friend, close } = await openDuel(platform)
  const fits = async (what: string) => {
    for (const width of [320, 390, 720, 960, 1440]) {
      await host.setViewportSize({ width, height: 800 })
      expect(await host.evaluate('document.documentElement.scrollWidth - innerWidth'), `${what} at ${width}`).toBeLessThanOrEqual(
        0,
      )
    }
  }
  await fits('battle')
  for (const width of [320, 720]) {
    await host.setViewportSize({ width, height: 800 })
    const clock = await host.getByTestId('clock').boundingBox()
    expect((clock?.x ?? Infinity) + (clock?.width ?? 0)).toBeLessThanOrEqual(width)
  }
  await friend.getByRole('button', { name: 'Resign' }).click()
  await friend.getByRole('dialog').getByRole('button', { name: 'Resign' }).click()
  await host.getByTestId('result').waitFor()
  await fits('result')
  await host.goto(`${platform.webUrl}/battle/${battleId}/replay`)
  await host.getByTestId('replay-time').waitFor()
  await fits('replay')
  await close()
})

/** As from the clipboard. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(`{
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', ${JSON.stringify(text)})
    document.querySelector('[data-testid=editor] .cm-content')
      .dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }`)
}

/** In the code of the result, of the dialog about draws, of the chat, of a run, of one's own input. */
const partMarkers = ['data-outcome', 'drawAgreeTitle', 'heard', 'test-row', 'firstDifference', 'ownInputHint']

/** Whether code with each of these in it has come to the page. */
function hasLoaded(page: Page, markers: readonly string[]): Promise<unknown> {
  return page.evaluate(`(async () => {
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/_next/static/chunks/'))
    const texts = await Promise.all(scripts.map(async ({ name }) => (await fetch(name, { cache: 'force-cache' })).text()))
    return ${JSON.stringify(markers)}.every((marker) => texts.some((text) => text.includes(marker)))
  })()`)
}
