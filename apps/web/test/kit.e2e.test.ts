import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { show, startComponentBrowser, type ComponentBrowser } from './component-browser'

let components: ComponentBrowser

beforeAll(async () => {
  components = await startComponentBrowser()
}, 120_000)
afterAll(() => components.stop())

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

async function openKit(): Promise<Page> {
  const page = await components.open()
  await show(page, 'kit')
  await page.getByRole('heading', { name: 'The kit' }).waitFor()
  return page
}

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const isFocused = (control: Locator) => control.evaluate((element) => element === document.activeElement)
/** What a screen reader says after a control's name. */
const descriptionOf = (control: Locator) =>
  control.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  )

describe('a form', () => {
  test('words what is wrong beside each field, and takes one to the first of them', async () => {
    const page = await openKit()
    const form = part(page, 'Form')
    const [name, password] = [form.getByLabel('Name'), form.getByLabel('Password')]
    await form.getByLabel('Count').fill('')
    await form.getByRole('button', { name: 'Send' }).click()
    await expect.poll(() => isFocused(name)).toBe(true)
    expect(await descriptionOf(name)).toContain('Please fill this in.')
    await form.getByText('3 fields aren’t right yet.').waitFor()
    // What is wrong with one goes when that is changed, and with no other.
    await name.fill(' a ')
    expect(await name.getAttribute('aria-invalid')).toBeNull()
    expect(await password.getAttribute('aria-invalid')).toBe('true')
    await password.fill('short')
    await form.getByLabel('Count').fill('51')
    await page.keyboard.press('Enter')
    await expect.poll(() => descriptionOf(name)).toContain('At least 2 characters.')
    expect(await descriptionOf(password)).toContain('At least 8 characters.')
    expect(await descriptionOf(form.getByLabel('Count'))).toContain('From 2 to 50.')
    await page.close()
  })

  test('opens what is folded over the first fault, and is not sent as long as the page finds one', async () => {
    const page = await openKit()
    const form = part(page, 'Form')
    await form.getByLabel('Name').fill('Ada')
    await form.getByLabel('Password').fill('long enough')
    await form.locator('summary').click()
    for (const label of ['Apple', 'Fig', 'Plum']) await form.getByRole('checkbox', { name: label }).check({ force: true })
    await form.locator('summary').click()
    await form.getByRole('button', { name: 'Send' }).click()
    await expect.poll(() => isFocused(form.getByRole('checkbox', { name: 'Apple' }))).toBe(true)
    await form.getByRole('checkbox', { name: 'Fig' }).uncheck({ force: true })
    await form.getByRole('button', { name: 'Send' }).click()
    await form.getByText('Sent: Ada, apple').waitFor()
    await page.close()
  })

  test('is sent once while it is busy, keeps the focus, and says where and why it was refused', async () => {
    const page = await openKit()
    const form = part(page, 'Form')
    const name = form.getByLabel('Name')
    await form.getByLabel('Password').fill('long enough')
    await name.fill('taken')
    const send = form.getByRole('button', { name: 'Send' })
    await send.click()
    expect(await send.getAttribute('aria-busy')).toBe('true')
    expect(await isFocused(send)).toBe(true)
    await expect.poll(() => isFocused(name)).toBe(true)
    expect(await descriptionOf(name)).toContain('This name is taken.')
    expect(await send.getAttribute('aria-busy')).toBeNull()
    await name.fill('free')
    await form.getByLabel('Title').fill('closed')
    await page.keyboard.press('Enter')
    await form.getByRole('alert').getByText('It is closed.').waitFor()
    await form.getByLabel('Title').fill('open')
    await form.getByText('It is closed.').waitFor({ state: 'detached' })
    await page.close()
  })

  test('can’t be sent by the browser itself with what is in it in the address', async () => {
    const page = await components.open()
    await show(page, 'account', { kind: 'register', to: '/arena' })
    await page.getByLabel('Name').waitFor()
    expect(await page.locator('form').getAttribute('method')).toBe('post')
    // The field of the name is the machine's to keep, not to correct; the password is hidden until one asks to see it.
    expect(await page.getByLabel('Password', { exact: true }).getAttribute('type')).toBe('password')
    await page.getByLabel('Show password').check()
    expect(await page.getByLabel('Password', { exact: true }).getAttribute('type')).toBe('text')
    await page.close()
  })
})

test('tabs are one stop of the tab key, and arrows, Home and End go through them', async () => {
  const page = await openKit()
  const tabs = part(page, 'Tabs')
  await tabs.getByRole('tab', { name: 'One' }).focus()
  for (const [key, name] of [
    ['ArrowLeft', 'Three'],
    ['ArrowRight', 'One'],
    ['End', 'Three'],
    ['Home', 'One'],
    ['ArrowRight', 'Two'],
  ] as const) {
    await page.keyboard.press(key)
    const tab = tabs.getByRole('tab', { name })
    expect(await isFocused(tab)).toBe(true)
    expect(await tab.getAttribute('aria-selected')).toBe('true')
    expect(await tabs.getByRole('tabpanel', { name }).count()).toBe(1)
  }
  expect(await tabs.locator('[role=tab][tabindex="0"]').count()).toBe(1)
  await page.close()
})

test.each(['on a page', 'in a dialog'])('an option of many is found by a part of its name, by keyboard: %s', async (where) => {
  const page = await openKit()
  if (where === 'in a dialog') await page.getByRole('button', { name: 'Dialog' }).click()
  const form = where === 'in a dialog' ? page.getByRole('dialog') : part(page, 'Form')
  const box = form.getByRole('combobox', { name: 'Fruit' })
  expect(await box.inputValue()).toBe('Apple')
  await box.fill('an')
  await form.getByRole('option').first().waitFor()
  expect(await form.getByRole('option').allInnerTexts()).toEqual(['Banana', 'Mango'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(() => box.inputValue()).toBe('Mango')
  expect(await form.getByRole('listbox').count()).toBe(0)
  await box.fill('nothing of it')
  await form.getByText('Nothing fits.').waitFor()
  await page.keyboard.press('Escape')
  // What is no option is no choice: the last one stands.
  await form.getByLabel('Name').focus()
  await expect.poll(() => box.inputValue()).toBe('Mango')
  if (where === 'in a dialog') expect(await page.getByRole('dialog').count()).toBe(1)
  await page.close()
})

test('what an icon does is said to whoever rests on it or comes by keyboard, until Escape', async () => {
  const page = await openKit()
  const tip = page.locator('[aria-hidden=true]').getByText('Search', { exact: true })
  const button = page.getByRole('button', { name: 'Search' })
  await button.hover()
  await tip.waitFor()
  await page.mouse.move(0, 0)
  await tip.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Busy' }).focus()
  await page.keyboard.press('Tab')
  await tip.waitFor()
  await page.keyboard.press('Escape')
  await tip.waitFor({ state: 'detached' })
  expect(await isFocused(button)).toBe(true)
  await page.close()
})

test('more of a list comes until it is all here', async () => {
  const page = await openKit()
  const list = part(page, 'Table and pager')
  const more = list.getByRole('button', { name: 'One more row' })
  await list.getByText('1 row so far').waitFor()
  await more.click()
  await more.click()
  await list.getByText('3 rows in all.').waitFor()
  expect(await more.count()).toBe(0)
  expect(await list.getByRole('row').count()).toBe(1 + 3)
  await page.close()
})

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
  ['dark', 390],
] as const)('no piece of the kit has a violation or scrolls sideways: %s, %i px', async (theme, width) => {
  const page = await components.open()
  await page.setViewportSize({ width, height: 800 })
  await show(page, 'kit')
  await page.getByRole('heading', { name: 'The kit' }).waitFor()
  await page.evaluate(
    `document.documentElement.dataset.theme = '${theme}'; document.documentElement.lang = 'en'; document.title = 'Kit'`,
  )
  await page.addScriptTag({ path: axePath })
  await part(page, 'Form').getByRole('button', { name: 'Send' }).click()
  await part(page, 'Form').locator('summary').click()
  expect(await findViolations(page, 'document')).toEqual([])
  await part(page, 'Form').getByRole('combobox').fill('an')
  await page.getByRole('listbox').waitFor()
  // All else is hidden from a screen reader as long as the list is open.
  expect(await findViolations(page, "'[role=listbox]'")).toEqual([])
  expect(await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)
  await page.close()
})

async function findViolations(page: Page, within: string): Promise<string[]> {
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${within})`)
  return violations.map(({ id, nodes }) => `${id} at ${nodes[0]?.target.join(' ') ?? ''}`)
}
