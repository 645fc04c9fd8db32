import { expect, test } from 'vitest'
import { usage as judgeUsage } from './judge-options'
import { usage as packageUsage } from './package-options'
import { wantsHelp } from './wants-help'

test.each<[args: string[], wanted: boolean]>([
  [['--help'], true],
  [['verify', '-h'], true],
  [['--language', 'klingon', '--help'], true],
  [['verify', 'help'], false],
  [[], false],
])('whether %j asks for help', (args, wanted) => {
  expect(wantsHelp(args)).toBe(wanted)
})

test.each([judgeUsage, packageUsage])('the usage has examples', (usage) => {
  expect(usage).toMatch(/^usage: npm run [^]*^examples:\n {2}npm run /m)
})
