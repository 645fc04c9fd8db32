import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { becomePlayer, localhostOf, newContext, startBrowserPlatform, type BrowserPlatform } from './browser-platform'
import { createFullMember, fullEnv } from './full-member'

/* Through all settings by Tab alone, as somebody goes who has no mouse. */
let platform: BrowserPlatform

beforeAll(async () => {
  platform = await startBrowserPlatform({ runner: 'scripted', env: fullEnv })
}, 300_000)
afterAll(() => platform.stop())

/** Each opens a dialog: of its own, or "Is it you?", since nothing was proved for an hour. */
const opening = [
  'Rename My key ring',
  'Remove My key ring',
  'Add a passkey',
  'Remove the address',
  'New recovery codes',
  'Another app',
  'Turn it off',
  'Remove The school',
  'Link The club',
  /^End the session on Firefox /,
  'End all others',
  'Download my data',
  'Delete my account',
]

/** What can have the focus in the page's content, numbered as it stands in the document. */
const number = `[...document.querySelectorAll('main :is(a[href], button, input, select, textarea, summary, [tabindex])')]
  .filter((element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }))
  .map((element, index) => (element.dataset.turn = String(index))).length`

interface Focused {
  turn: number | null
  what: string
  isVisible: boolean
  isCovered: boolean
  box: { top: number; bottom: number; left: number }
}

/** Whatever has the focus: where it is on the whole page, and whether anybody sees it. */
const focused = `(() => {
  const element = document.activeElement
  const { outlineStyle, outlineWidth } = getComputedStyle(element)
  const { top, bottom, left, width, height } = element.getBoundingClientRect()
  const hit = document.elementFromPoint(left + width / 2, top + height / 2)
  return {
    turn: element.dataset.turn === undefined ? null : Number(element.dataset.turn),
    what: element.getAttribute('aria-label') ?? (element.innerText || element.name || element.tagName),
    isVisible: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
    isCovered: !element.contains(hit),
    box: { top: top + scrollY, bottom: bottom + scrollY, left },
  }
})()`

/** Of a person whose account has everything, an hour after they have signed in. */
async function openSettings(): Promise<Page> {
  const member = await createFullMember(platform)
  const context = await newContext(platform, 0)
  const home = localhostOf(platform.webUrl)
  await becomePlayer(context, home, member)
  const page = await context.newPage()
  await page.goto(`${home}/settings`)
  for (const shown of ['[data-testid=passkey]', '[data-testid=session]', '[data-testid=event]', '#linked li'])
    await page.locator(shown).first().waitFor()
  await platform.db.query("UPDATE session_proof SET proved_at = now() - interval '1 hour'")
  return page
}

test('each control is reached, in the order seen, with a focus that is seen', async () => {
  const page = await openSettings()
  const count = await page.evaluate<number>(number)
  expect(count).toBeGreaterThan(25)
  const walked: Focused[] = []
  // The header comes first.
  for (let steps = 0; steps < 40 && walked.length === 0; steps += 1) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate<Focused>(focused)
    if (at.turn !== null) walked.push(at)
  }
  while (walked.length < count) {
    await page.keyboard.press('Tab')
    walked.push(await page.evaluate<Focused>(focused))
  }
  expect(walked.map(({ turn }) => turn)).toEqual(walked.map((_, index) => index))
  expect(walked.filter(({ isVisible }) => !isVisible).map(({ what }) => what)).toEqual([])
  expect(walked.filter(({ isCovered }) => isCovered).map(({ what }) => what)).toEqual([])
  // Further down, or in the same line further to the right.
  const back = walked.filter(({ box }, index) => {
    const before = walked[index - 1]?.box
    return before && box.top < before.bottom - 1 && !(box.left > before.left && box.bottom > before.top)
  })
  expect(back.map(({ what }) => what)).toEqual([])
  await page.keyboard.press('Tab')
  expect((await page.evaluate<Focused>(focused)).turn).toBeNull()
  await page.context().close()
})

test('each dialog takes the focus, keeps it, and gives it back', async () => {
  const page = await openSettings()
  const dialog = page.getByRole('dialog')
  // The browser's own frame has its turn, too: nothing of the page has the focus then.
  const isInside = `document.activeElement === document.body || document.activeElement.closest('dialog') !== null`
  for (const name of opening) {
    const button = page.getByRole('button', { name, exact: true }).first()
    // By Escape the browser gives it back; a dialog that is taken off the page does so itself.
    for (const leave of ['Escape', 'Close']) {
      await button.focus()
      await page.keyboard.press('Enter')
      await dialog.waitFor()
      for (let steps = 0; steps < 6; steps += 1) {
        expect(await page.evaluate<boolean>(isInside), String(name)).toBe(true)
        await page.keyboard.press('Tab')
      }
      if (leave === 'Escape') await page.keyboard.press(leave)
      else await dialog.getByRole('button', { name: leave }).press('Enter')
      await dialog.waitFor({ state: 'detached' })
      const message = `${String(name)} by ${leave}`
      await expect.poll(() => button.and(page.locator(':focus')).count(), { message }).toBe(1)
    }
  }
  await page.context().close()
})
