import { emptyBattleView } from '@eduscale/rules/battle-view'
import { expect, test, vi } from 'vitest'
import { BattleRoom, type RoomTransport } from './battle-room'

const battleId = '00000000-0000-4000-8000-000000000001'

/** A connection that answers joins by the list, and then with the battle. */
function connectionThatAnswers(errors: string[]): RoomTransport & { joins: () => number } {
  let joins = 0
  return {
    status: 'online',
    joins: () => joins,
    request: async () => {
      joins += 1
      const code = errors.shift()
      if (code !== undefined) return { ok: false, err: { code, message: 'no' } }
      const view = { ...emptyBattleView(battleId), seq: 3 }
      return { ok: true, view, events: [], head: 3, at: 0, present: [], muted: [], editsHead: 0 }
    },
    sendEphemeral: () => {},
  }
}

test('a join that failed because the node’s database was away is tried again', async () => {
  const connection = connectionThatAnswers(['internal', 'rate-limited', 'unavailable'])
  const room = new BattleRoom(battleId, connection)
  room.resume()
  await vi.waitUntil(() => room.state.view?.seq === 3, { timeout: 20_000 })
  expect(room.state.refused).toBeNull()
  expect(connection.joins()).toBe(4)
  room.dispose()
}, 30_000)

test('a join that was refused is not', async () => {
  const connection = connectionThatAnswers(['forbidden'])
  const room = new BattleRoom(battleId, connection)
  room.resume()
  await vi.waitUntil(() => room.state.refused !== null, { timeout: 20_000 })
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(connection.joins()).toBe(1)
  room.dispose()
}, 30_000)
