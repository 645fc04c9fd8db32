import { battleRulesSchema } from '@eduscale/contracts/battle'
import { problemSchema } from '@eduscale/contracts/problem'
import type { Ev } from '@eduscale/contracts/room'
import { createSealKey, seal } from '@eduscale/record/seal'
import { emptyBattleView } from '@eduscale/rules/battle-view'
import { expect, test, vi } from 'vitest'
import { BattleRoom, type RoomTransport } from './battle-room'

const battleId = '00000000-0000-4000-8000-0000000000ba'
const at = '2026-01-01T00:00:00.000Z'
const problem = problemSchema.parse({
  slug: 'sum',
  title: 'Sum',
  difficulty: 'easy',
  skills: [],
  statementHtml: '<p>Add.</p>',
  samples: [],
  limits: { timeMs: 1_000, memoryMb: 64 },
  starters: {},
})
const rules = battleRulesSchema.parse({ limitMs: 1_000, isRanked: false, difficulty: null })
const key = createSealKey()

/** A server whose log has one event; it counts what it is asked. */
function createServer(): RoomTransport & { asked: string[] } {
  const asked: string[] = []
  const view = { ...emptyBattleView(battleId), seq: 1, rules, state: 'READY_CHECK' as const }
  return {
    status: 'online',
    asked,
    sendEphemeral: () => {},
    request: async (name) => {
      asked.push(name)
      const joined = { ok: true, events: [], head: 1, at: 0, present: [], editsHead: 0, muted: [] }
      if (name === 'join') return { ...joined, view }
      const started = { ...view, seq: 3, state: 'RUNNING' as const, problem, problemKey: key }
      return name === 'sync' ? { ...joined, view: started, head: 3 } : null
    },
  }
}

function countdown(sealed: string | undefined): Ev {
  return { b: battleId, seq: 2, at, actor: null, t: 'battle:countdown', d: { startsAt: at, endsAt: at, sealed } }
}
const started: Ev = {
  b: battleId,
  seq: 3,
  at,
  actor: null,
  t: 'battle:started',
  d: { startsAt: at, endsAt: at, problemSlug: 'sum', problemKey: key },
}

async function play(sealed: string | undefined) {
  const server = createServer()
  const room = new BattleRoom(battleId, server)
  room.resume()
  await vi.waitFor(() => expect(room.state.view?.seq).toBe(1))
  room.receive(countdown(sealed))
  room.receive(started)
  await vi.waitFor(() => expect(room.state.view?.problem).toEqual(problem))
  room.dispose()
  return server.asked
}

test('the statement that came sealed is opened with the key of the start, and nothing is asked for', async () => {
  expect(await play(seal(key, problem))).toEqual(['join'])
})

test('a statement that did not come, or does not open, is read from the log', async () => {
  expect(await play(undefined)).toEqual(['join', 'sync'])
  expect(await play(seal(createSealKey(), problem))).toEqual(['join', 'sync'])
})
