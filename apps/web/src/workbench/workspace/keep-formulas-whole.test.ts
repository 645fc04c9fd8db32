import { expect, test } from 'vitest'
import { keepFormulasWhole } from './keep-formulas-whole'

const formula = (name: string) => `<span class="katex"><math><mi>${name}</mi></math></span>`

test('what stands at a formula stays on its line', () => {
  expect(keepFormulasWhole(`<p>numbers ${formula('n')}, (${formula('k')}) and ${formula('m')} more.</p>`)).toBe(
    `<p>numbers <span class="whole">${formula('n')},</span> <span class="whole">(${formula('k')})</span> and ${formula('m')} more.</p>`,
  )
  expect(keepFormulasWhole(`the ${formula('i')}-th\nof ${formula('n')}.`)).toBe(
    `the <span class="whole">${formula('i')}-th</span>\nof <span class="whole">${formula('n')}.</span>`,
  )
})
