import { emptyBattleView } from '@eduscale/rules/battle-view'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BattleRoom, type RoomTransport } from './battle-room'

const battleId = '00000000-0000-4000-8000-000000000001'
const ready = { t: 'battle:ready', d: {} } as const

interface Sent {
  name: string
  frame: Record<string, unknown>
}

/**
 * A connection that answers each kind of request by its list, and then as if all were well: an error code, or null for no answer.
 * As on a node, nobody who hasn't joined is known.
 */
function connectionThatAnswers(lists: Partial<Record<string, (string | null)[]>>): RoomTransport & { sent: Sent[] } {
  const sent: Sent[] = []
  let isJoined = false
  const well = (name: string, frame: Record<string, unknown>) => {
    if (name === 'cmd') return { cid: frame['cid'], ok: true, seq: 3, at: new Date(0).toISOString(), res: {} }
    if (name === 'edit') return { ok: true }
    const view = { ...emptyBattleView(battleId), seq: 3 }
    return { ok: true, view, events: [], head: 3, at: 0, present: [], muted: [], editsHead: 0 }
  }
  return {
    status: 'online',
    sent,
    request: async (name, given) => {
      const frame = given as Record<string, unknown>
      sent.push({ name, frame })
      const code = lists[name]?.shift()
      if (code === null) return null
      if (code !== undefined) return { cid: frame['cid'], ok: false, err: { code, message: 'no' } }
      if (name === 'join') isJoined = true
      else if (name !== 'cmd' && !isJoined) return { ok: false, err: { code: 'forbidden', message: 'join first' } }
      return well(name, frame)
    },
    sendEphemeral: () => {},
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function open(lists: Parameters<typeof connectionThatAnswers>[0]) {
  const connection = connectionThatAnswers(lists)
  const room = new BattleRoom(battleId, connection)
  const count = (name: string) => connection.sent.filter((one) => one.name === name).length
  return { room, connection, count }
}

test('a join that failed because the node’s database was away is tried again', async () => {
  const { room, count } = open({ join: ['internal', 'rate-limited', 'unavailable'] })
  room.resume()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(room.state).toMatchObject({ refused: null, view: { seq: 3 } })
  expect(count('join')).toBe(4)
  room.dispose()
})

test('a join that was refused is not', async () => {
  const { room, count } = open({ join: ['forbidden'] })
  room.resume()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(room.state.refused).toMatchObject({ code: 'forbidden' })
  expect(count('join')).toBe(1)
  room.dispose()
})

test('after a reconnect whose join nobody answered, a gap doesn’t put the player out of the battle', async () => {
  const { room, connection, count } = open({})
  room.resume()
  await vi.advanceTimersByTimeAsync(10)
  const other = connectionThatAnswers({ join: [null] })
  connection.request = (name, frame) => other.request(name, frame)
  room.connectionChanged('offline')
  room.connectionChanged('online')
  room.resume()
  room.receiveHeartbeat({ b: battleId, head: 9, at: 0 })
  await vi.advanceTimersByTimeAsync(3_000)
  expect(room.state.refused).toBeNull()
  expect(other.sent.slice(0, 2).map(({ name }) => name)).toEqual(['join', 'join'])
  expect(count('join')).toBe(1)
  room.dispose()
})

test('a command that failed over there is sent again under its id, and its answer is the one that counts', async () => {
  const { room, connection } = open({ cmd: ['internal', 'rate-limited', null, 'internal'] })
  const acked = room.command(ready)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await acked).toMatchObject({ ok: true })
  const cids = connection.sent.filter(({ name }) => name === 'cmd').map(({ frame }) => frame['cid'])
  expect(cids).toHaveLength(5)
  expect(new Set(cids).size).toBe(1)
  room.dispose()
})

test('one that fails for ever is given up', async () => {
  const { room, count } = open({ cmd: Array.from({ length: 100 }, () => 'internal') })
  const acked = room.command(ready)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await acked).toMatchObject({ ok: false, err: { code: 'internal' } })
  expect(count('cmd')).toBe(10)
  room.dispose()
})

test('one that was refused is not sent again', async () => {
  const { room, count } = open({ cmd: ['rate-limited', 'wrong-state'] })
  expect(await room.command(ready)).toMatchObject({ ok: false, err: { code: 'rate-limited' } })
  expect(await room.command(ready)).toMatchObject({ ok: false, err: { code: 'wrong-state' } })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(count('cmd')).toBe(2)
  room.dispose()
})

test('typing waits until the battle is joined again, and for a database that is away', async () => {
  const { room, connection } = open({})
  room.resume()
  await vi.advanceTimersByTimeAsync(10)
  const other = connectionThatAnswers({ join: ['internal'], edit: ['internal', 'rate-limited', 'unavailable'] })
  connection.request = (name, frame) => other.request(name, frame)
  room.connectionChanged('offline')
  room.connectionChanged('online')
  room.resume()
  for (const text of ['a', 'b']) room.sendEdits({ language: 'python', ops: [{ atMs: 1, change: { text } }] })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(room.unsentEdits).toBe(0)
  const typed = other.sent.filter(({ name }) => name === 'edit').map(({ frame }) => frame['batch'])
  expect(typed.map((batch) => (batch as { n: number }).n)).toEqual([1, 1, 1, 1, 2])
  expect(other.sent.slice(0, 2).map(({ name }) => name)).toEqual(['join', 'join'])
  room.dispose()
})
