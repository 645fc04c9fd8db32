import { expect, test } from 'vitest'
import { FairLine } from './fair-line'

const most = { running: 1, ofAccount: 3, ofAddress: 6, ofAll: 10 }

/** Everything that asks while the first is at work, in the order in which it is served. */
async function serve(asked: readonly [address: string, account: string][]): Promise<{ served: string[]; refused: string[] }> {
  const line = new FairLine(most)
  const served: string[] = []
  const refused: string[] = []
  let end = () => {}
  const first = line.run({ address: 'first', account: 'a' }, () => new Promise<void>((resolve) => (end = resolve)))
  const all = asked.map(([address, account]) =>
    line
      .run({ address, account }, async () => void served.push(`${address}/${account}`))
      .catch((error: { code: string }) => refused.push(`${address}/${account} ${error.code}`)),
  )
  await Promise.resolve()
  end()
  await Promise.all([first, ...all])
  return { served, refused }
}

test('whoever asks once is served before the second of whoever asks often', async () => {
  const { served } = await serve([
    ['flood', 'a'],
    ['flood', 'a'],
    ['flood', 'b'],
    ['other', 'a'],
  ])
  expect(served).toEqual(['flood/a', 'other/a', 'flood/b', 'flood/a'])
})

test('what waits is bounded by account, by address and in all', async () => {
  const of = (address: string, account: string, count: number) =>
    Array.from({ length: count }, (): [string, string] => [address, account])
  const { served, refused } = await serve([
    ...of('x', 'a', 4),
    ...of('x', 'b', 3),
    ...of('x', 'c', 1),
    ...of('y', 'a', 3),
    ...of('z', 'a', 2),
  ])
  expect(served).toHaveLength(10)
  // The line is full of x's: the last of those makes room for z's second.
  expect(refused).toEqual(['x/a rate-limited', 'x/c rate-limited', 'x/b unavailable'])
})
