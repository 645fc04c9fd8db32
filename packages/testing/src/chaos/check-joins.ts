import { setTimeout as sleep } from 'node:timers/promises'
import type { Ev, Joined } from '@eduscale/contracts/room'
import { io, type Socket } from 'socket.io-client'
import { scriptedProgram } from '../scripted-runner'
import type { TestPlayer } from '../test-player'
import type { ChaosWorld } from './chaos-world'
import { openDuel } from './open-battle'
import type { Random } from './random'

/**
 * Joins a battle again and again while events come thick and fast, as a client that has no way to ask a second time: what the answer
 * holds and what arrived beside it must be the whole log, without a gap. Between the node's two steps of a join there is a pause, in
 * which an event would be lost if the steps stood the wrong way round.
 */
export async function checkJoins(world: ChaosWorld, given: { random: Random; joins: number }): Promise<string[]> {
  const node = world.nodes[0]
  if (!node) throw new Error('no node')
  await world.replaceNode(node, { FAILPOINTS: 'between-join-and-read=sleep:150' })
  const { battleId, players } = await openDuel(world.urls, given.random)
  await Promise.all(players.map((player) => player.command(battleId, { t: 'battle:ready', d: {} })))
  await Promise.all(players.map((player) => player.sees(battleId, 'the start', (view) => view.state === 'RUNNING', 60_000)))
  const [host] = players
  if (!host) throw new Error('no player')
  const stop = new AbortController()
  const writing = Promise.all(players.map((player) => keepSubmitting(player, battleId, stop.signal)))
  const violations: string[] = []
  try {
    for (let join = 0; join < given.joins && violations.length === 0; join += 1) {
      violations.push(...(await joinOnce({ url: node.url, token: host.token, battleId })))
    }
  } finally {
    stop.abort()
    await writing
    await host.command(battleId, { t: 'battle:resign', d: {} })
    for (const player of players) player.leave()
    await world.replaceNode(node)
  }
  return violations
}

async function keepSubmitting(player: TestPlayer, battleId: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const code = scriptedProgram({ verdict: 'WA', afterMs: 0 })
    await player.submit(battleId, code)
    await sleep(250)
  }
}

/** Joins from the first event on, waits for what follows, and looks whether all of it is there. */
async function joinOnce(given: { url: string; token: string; battleId: string }): Promise<string[]> {
  const socket: Socket = io(given.url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: { token: given.token },
  })
  const seen = new Set<number>()
  let live = 0
  socket.on('ev', (event: Ev) => {
    if (event.b !== given.battleId) return
    seen.add(event.seq)
    live += 1
  })
  try {
    const joined = (await socket.timeout(20_000).emitWithAck('join', { b: given.battleId, from: 1 })) as Joined
    if (!joined.ok) return [`I6 ${given.battleId}: a join was refused: ${joined.err.message}`]
    for (const { seq } of joined.events) seen.add(seq)
    const before = joined.view?.seq ?? 1
    const deadline = Date.now() + 10_000
    while (live < 2 && Date.now() < deadline) await sleep(20)
    const last = Math.max(...seen)
    const missing = Array.from({ length: last - before }, (_, index) => before + 1 + index).filter((seq) => !seen.has(seq))
    return missing.length === 0 ? [] : [`I6 ${given.battleId}: after a join, events ${missing.join(', ')} of ${last} never came`]
  } finally {
    socket.disconnect()
  }
}
