import { afterAll, beforeAll, expect, test } from 'vitest'
import { calls, show, startComponentBrowser, withhold, type ComponentBrowser } from './component-browser'
import { problem } from './example-problem'

/* What battle and practice share: the editor, what is put into it, and what a compiler says of it. */
let components: ComponentBrowser

beforeAll(async () => {
  components = await startComponentBrowser()
}, 120_000)
afterAll(() => components.stop())

const at = '2026-01-01T10:00:00.000Z'

test('the editor refuses what is too long, tells how something was written, and runs and submits by keys', async () => {
  const page = await components.open(at)
  await show(page, 'editor', { text: 'print(1)' })
  const content = page.locator('.cm-content')
  await content.waitFor()
  await content.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText('x'.repeat(70_000))
  expect(await content.innerText()).toBe('print(1)')
  expect(await calls(page)).toEqual(['too long'])
  await page.keyboard.press('End')
  await page.keyboard.type('2')
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('Control+Shift+Enter')
  expect(await calls(page)).toEqual(['too long', ['edit', 'input.type'], 'run', 'submit'])
  await page.close()
})

test('the editor counts bytes: as many characters may be too long', async () => {
  const page = await components.open(at)
  const text = 'x'.repeat(60_000)
  await show(page, 'editor', { text })
  const content = page.locator('.cm-content')
  await content.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText('漢'.repeat(60_000))
  expect(await calls(page)).toEqual(['too long'])
  await page.close()
})

test('a textarea is the editor until the other can be had, by the same rules, and what was typed is kept', async () => {
  const page = await components.open(at)
  const give = await withhold(page, 'code-view')
  await show(page, 'editor', { text: 'x'.repeat(60_000) })
  const area = page.locator('textarea')
  await area.fill('漢'.repeat(60_000))
  expect(await area.inputValue()).toBe('x'.repeat(60_000))
  expect(await calls(page)).toEqual(['too long'])
  await page.clock.runFor(30_000)
  await area.fill('print(1)')
  await give()
  await page.clock.runFor(8_000)
  await page.locator('.cm-content').getByText('print(1)').waitFor()
  expect(await area.isVisible()).toBe(false)
  await page.close()
})

test('a reset can be undone in the textarea, also when the other editor has come meanwhile', async () => {
  const page = await components.open(at)
  const give = await withhold(page, 'code-view')
  await show(page, 'workspace', { problem: { ...problem, starters: { python: 'start' } } })
  const area = page.getByTestId('editor').locator('textarea')
  await area.fill('mine')
  const reset = async () => {
    await page.getByRole('button', { name: 'Editor settings' }).click()
    await page.getByRole('button', { name: 'Reset to template' }).click()
    expect(await area.inputValue()).toBe('start')
  }
  const undoReset = page.getByRole('button', { name: 'Undo the reset' })
  await reset()
  await undoReset.click()
  expect(await area.inputValue()).toBe('mine')
  expect(await undoReset.count()).toBe(0)
  await reset()
  await give()
  await page.clock.runFor(10_000)
  await page.locator('.cm-content').getByText('start').waitFor()
  await undoReset.click()
  await page.locator('.cm-content').getByText('mine').waitFor()
  await page.close()
})

test('the search of the editor comes with the focus; until then the key is the browser’s', async () => {
  const page = await components.open(at)
  const give = await withhold(page, 'code-search')
  await page.evaluate(`addEventListener('keydown', (event) => window.stage.calls.push(event.defaultPrevented))`)
  await show(page, 'editor', { text: 'print(1)' })
  await page.locator('.cm-content').click()
  await page.keyboard.press('Control+f')
  expect(await page.locator('.cm-search').count()).toBe(0)
  expect((await calls(page)).at(-1)).toBe(false)
  await give()
  await page.clock.runFor(8_000)
  await expect
    .poll(async () => {
      await page.keyboard.press('Control+f')
      return page.locator('.cm-search').count()
    })
    .toBe(1)
  expect((await calls(page)).at(-1)).toBe(true)
  await page.close()
})

test('a template that comes late is put in, but not over what was written', async () => {
  for (const written of ['', 'x = 1']) {
    const page = await components.open(at)
    const give = await withhold(page, 'make-starter')
    await show(page, 'workspace', { problem })
    await page.clock.runFor(5_000)
    const content = page.locator('.cm-content')
    await content.click()
    expect(await content.innerText()).toBe('\n')
    await page.keyboard.type(written)
    await give()
    await page.clock.runFor(10_000)
    await content.getByText(written || 'import sys').waitFor()
    expect(await content.getByText('import sys').count()).toBe(written ? 0 : 1)
    await page.close()
  }
})

test('what a compiler says of the code comes first, all else is folded', async () => {
  const page = await components.open(at)
  const compile = {
    ok: false,
    exitCode: 1,
    signal: null,
    output: 'main.cpp:90:1: error: of the driver\n/box/solution.hpp:2:3: error: of mine\n    2 | x\n',
    cpuMs: 1,
    wallMs: 1,
    memoryBytes: 1,
  }
  await show(page, 'compile', { compile, language: 'cpp', isFunction: true })
  const output = page.getByTestId('compile-output')
  expect(await output.locator('pre').first().innerText()).toBe('solution.hpp:2:3: error: of mine\n    2 | x')
  expect(await output.getByText('of the driver').isVisible()).toBe(false)
  await output.getByText('Other messages').click()
  expect(await output.getByText('of the driver').isVisible()).toBe(true)
  // Where nothing is about the code, nothing is folded.
  await show(page, 'compile', { compile: { ...compile, output: 'no space left' }, language: 'cpp', isFunction: true })
  await output.getByText('no space left').waitFor()
  await page.close()
})
