import { expect, test } from 'vitest'
import { renderStatement } from './render-statement'

const pictures = new Map([['plan.png', '/v1/problem-assets/abc']])

test("a package's own picture is shown at its address", async () => {
  expect(await renderStatement('See ![the plan](plan.png).', pictures)).toBe(
    '<p>See <img src="/v1/problem-assets/abc" alt="the plan" loading="lazy">.</p>',
  )
})

test.each([
  'https://elsewhere.example/x.png',
  '//elsewhere.example/x.png',
  '/v1/logout',
  'data:image/svg+xml,<svg/>',
  'javascript:alert(1)',
])('no other is, only its description: %s', async (address) => {
  const html = await renderStatement(`![the <plan>](<${address}>)`, pictures)
  expect(html).not.toContain('<img')
  expect(html).not.toContain('elsewhere')
})

test('HTML in a statement is dropped', async () => {
  const html = await renderStatement('a <script>alert(1)</script> <img src="plan.png" onerror="alert(1)"> b', pictures)
  expect(html).not.toMatch(/<script|<img|onerror/)
})

test('what must be written as it stands is kept from translators: code, samples and formulas', async () => {
  const html = await renderStatement('Print `EMPTY` for $n = 0$.\n\n```\nEMPTY\n```\n')
  expect(html.match(/<code[^>]*>/g)).toHaveLength(2)
  for (const tag of [...(html.match(/<code[^>]*>/g) ?? []), ...(html.match(/<math[^>]*>/g) ?? [])])
    expect(tag).toContain('translate="no"')
  expect(html).toMatch(/<math[^>]* translate="no"/)
})
