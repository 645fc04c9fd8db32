import { expect, test } from 'vitest'
import { StatementRenderer } from './statement-renderer'

test('a statement that takes minutes, or too deep a stack, is refused, and the next is rendered', async () => {
  const renderer = new StatementRenderer({ cpuSeconds: 3 })
  await expect(renderer.render('*a_'.repeat(100_000), new Map())).rejects.toThrow('takes more than 3 s')
  await expect(renderer.render('>'.repeat(20_000), new Map())).rejects.toThrow('the statement')
  expect(await renderer.render('See ![the plan](plan.png).', new Map([['plan.png', '/x']]))).toContain('<img src="/x"')
  renderer.close()
}, 240_000)
