import type { Ack } from '@eduscale/contracts/room'
import { expect, test } from 'vitest'
import { listUnacked, submitCode } from './submit-code'

function memoryStorage() {
  const values = new Map<string, string>()
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  }
}

/** A server that answers when it is told to. */
function slowRoom() {
  const answers = new Map<string, (ack: Ack) => void>()
  const command = (_command: unknown, cid = '') => new Promise<Ack>((resolve) => answers.set(cid, resolve))
  const answer = (cid: string, submissionId: string) =>
    answers.get(cid)?.({ cid, ok: true, seq: 1, at: '2026-01-01T00:00:00.000Z', res: { submissionId } })
  return { room: { battleId: 'b', command }, answer }
}

test('each submission on its way is kept until its own answer, whichever comes first', async () => {
  const storage = memoryStorage()
  const { room, answer } = slowRoom()
  const [first, second] = ['one', 'two'].map((cid) => submitCode(room, { language: 'python', code: cid }, storage, cid))
  expect(listUnacked('b', storage).map(({ cid }) => cid)).toEqual(['one', 'two'])
  answer('two', 's2')
  expect(await second).toMatchObject({ submissionId: 's2' })
  expect(listUnacked('b', storage)).toEqual([{ cid: 'one', language: 'python', code: 'one' }])
  // After a reload it is sent once more, under the same id, and kept once.
  const again = submitCode(room, { language: 'python', code: 'one' }, storage, 'one')
  expect(listUnacked('b', storage)).toHaveLength(1)
  answer('one', 's1')
  expect(await again).toMatchObject({ submissionId: 's1' })
  expect(listUnacked('b', storage)).toEqual([])
  void first
})

test('what is damaged, or of another battle, is nothing', () => {
  const storage = memoryStorage()
  for (const text of ['[{"cid', '{}', '[null, 1, {"cid": "x"}]', 'null']) {
    storage.setItem('eduscale.unacked:b', text)
    expect(listUnacked('b', storage)).toEqual([])
  }
  expect(listUnacked('other', storage)).toEqual([])
})
