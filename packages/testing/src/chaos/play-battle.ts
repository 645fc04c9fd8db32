import { setTimeout as sleep } from 'node:timers/promises'
import type { BattleView } from '@eduscale/contracts/battle'
import { scriptedProgram } from '../scripted-runner'
import type { TestPlayer } from '../test-player'
import { until } from '../test-platform'
import type { History } from './history'
import { findView, type ChaosBattle } from './open-battle'
import type { Random } from './random'

export interface Play {
  battle: ChaosBattle
  random: Random
  history: History
  /** Until then nobody hands in a solution, so that the battle lasts as long as the fault, or its time. */
  mayEnd: () => boolean
  /** How often each player's connection is dropped, unasked. */
  reconnectEveryMs: number
  /** How long, about, a player thinks before each thing that they do. */
  thinkMs: number
  deadlineMs: number
}

/**
 * Plays a battle from its lobby or ready check to its end, as people would who never give up; in a room one does. Whoever goes away
 * for good is let go.
 */
export async function playBattle(play: Play): Promise<void> {
  const { battle, random } = play
  const deadline = Date.now() + play.deadlineMs
  const sides = battle.players.map((player, seat) => playSide(play, { player, seat, random: random.fork(), deadline }))
  const starting = battle.format === 'duel' ? null : startRoom(play, deadline)
  const late = battle.late === null ? null : joinLate(play, { ...battle.late, random: random.fork(), deadline })
  await Promise.all([...sides, starting, late])
}

interface Side {
  player: TestPlayer
  seat: number
  random: Random
  deadline: number
}

async function playSide(play: Play, { player, seat, random, deadline }: Side): Promise<void> {
  const { battle, history } = play
  const { battleId } = battle
  const send = (command: Parameters<History['send']>[2]) => history.send(player, battleId, command, random.next() < 0.15)
  const viewNow = () => player.room(battleId).state.view
  const isDone = () => battle.gone.has(player) || isOver(viewNow())
  const waiting: Promise<unknown>[] = battle.format === 'duel' ? [send({ t: 'battle:ready', d: {} })] : []
  // The second of a room gives up after a while, and looks on.
  let ticksToStay = battle.format !== 'duel' && seat === 1 ? random.between(5, 40) : Number.POSITIVE_INFINITY
  const dropping = dropConnections(play, player, random.fork(), () => isDone() || Date.now() > deadline)
  while (!isDone()) {
    if (Date.now() > deadline) throw new Error(`battle ${battleId} is ${viewNow()?.state ?? 'unknown'} and does not end`)
    await sleep(random.between(play.thinkMs / 5, play.thinkMs * 1.8))
    if (isDone()) break
    const view = viewNow()
    if (view?.state !== 'RUNNING' || ticksToStay < 0) continue
    if (ticksToStay === 0) waiting.push(send({ t: 'battle:resign', d: {} }))
    ticksToStay -= 1
    player.room(battleId).sendEphemeral({ t: 'cursor', d: { line: random.between(1, 40), lines: 40 } })
    if (random.next() < 0.3) history.type(player, battleId)
    if (random.next() < 0.5 || (hasSolved(view, player) && random.next() < 0.8)) continue
    const verdict = play.mayEnd() && random.next() < 0.4 ? 'AC' : random.pick(['WA', 'RTE', 'TLE'] as const)
    // Verdicts come in any order, some of them twice.
    const code = scriptedProgram({ verdict, afterMs: random.between(0, 900), twice: random.next() < 0.2 })
    const acked = send({ t: 'battle:submit', d: { language: 'python', code } })
    if (random.next() < 0.6) await Promise.race([acked, sleep(2_000)])
    waiting.push(acked)
  }
  // Nobody answers somebody who is gone.
  if (!battle.gone.has(player)) await Promise.race([Promise.all(waiting), sleep(Math.max(0, deadline - Date.now()))])
  await dropping
}

/** One changes sides; then the host begins, however often it takes. */
async function startRoom({ battle, history }: Play, deadline: number): Promise<void> {
  const { battleId, format, players } = battle
  const [host, , third] = players
  if (!host) throw new Error('a room has a host')
  if (format === 'teams' && third && players.length >= 5)
    await history.send(third, battleId, { t: 'battle:team', d: { team: 2 } })
  while (host.room(battleId).state.view?.state === 'LOBBY' && Date.now() < deadline) {
    await history.send(host, battleId, { t: 'battle:start', d: {} }, true)
    await sleep(500)
  }
}

/** Takes a seat while the battle goes on, and plays from there. */
async function joinLate(play: Play, given: Omit<Side, 'seat'> & { inviteId: string }): Promise<void> {
  const { battleId, players } = play.battle
  const { player, inviteId, random, deadline } = given
  const viewNow = () => findView(play.battle)
  await until('the battle begins', () => viewNow()?.state === 'RUNNING' || isOver(viewNow()), play.deadlineMs)
  await sleep(random.between(0, 4_000))
  for (let attempt = 0; ; attempt += 1) {
    const url = player.urls[attempt % player.urls.length]
    const asked = player.ask('joinInvite', { params: { id: inviteId } }, url).catch(() => null)
    const answer = await Promise.race([asked, sleep(4_000, null)])
    if (answer?.status === 200) break
    // Too late for a seat; whoever had one already would have been told so.
    if (answer?.body['code'] === 'invite-closed' && isOver(viewNow())) return
    if (Date.now() > deadline) throw new Error(`battle ${battleId} can't be joined late: ${JSON.stringify(answer?.body)}`)
    // Thirty a minute may be asked.
    await sleep(2_000)
  }
  await player.enter(battleId)
  players.push(player)
  await playSide(play, { player, seat: players.length, random, deadline })
}

/**
 * Mostly at any moment, be it in the middle of a handshake or of a join. Once in a while a connection is left alone until it has
 * joined, however long that takes on a busy machine: whoever is always cut off before never sees the battle end.
 */
async function dropConnections(play: Play, player: TestPlayer, random: Random, isDone: () => boolean): Promise<void> {
  const { reconnectEveryMs, battle } = play
  const stepMs = Math.min(100, reconnectEveryMs / 2)
  const room = player.room(battle.battleId)
  // Each join answers with a new list.
  let presentBefore: readonly string[] | null = null
  while (!isDone()) {
    const mustJoin = random.next() < 0.25
    const droppedAt = Date.now() + random.between(reconnectEveryMs / 2, reconnectEveryMs * 1.5)
    while (!isDone() && (Date.now() < droppedAt || (mustJoin && room.state.present === presentBefore))) await sleep(stepMs)
    if (isDone() || player.connection.status !== 'online') continue
    presentBefore = room.state.present
    player.connection.reconnect()
  }
}

/** All ask for another battle, twice each, at once; then the host, or one of the two, says no to it. */
export async function playRematch(history: History, { battleId, players }: ChaosBattle): Promise<string> {
  const asks = [...players, ...players].map((player) => history.send(player, battleId, { t: 'battle:rematch', d: {} }))
  const acks = await Promise.all(asks)
  const ids = acks.map((ack) => (ack.ok ? String(ack.res['battleId']) : `refused: ${ack.err.code}`))
  const [rematchId = '', ...others] = new Set(ids)
  if (others.length > 0) throw new Error(`one rematch was asked for, and there are ${[rematchId, ...others].join(', ')}`)
  await Promise.all(players.map((player) => player.enter(rematchId)))
  const hostId = players[0]?.room(rematchId).state.view?.hostId
  const host = players.find(({ user }) => user.id === hostId)
  if (host) await history.send(host, rematchId, { t: 'battle:decline', d: {} })
  await until('the rematch is declined', () => players.every((player) => isOver(player.room(rematchId).state.view)), 60_000)
  return rematchId
}

function hasSolved(view: BattleView, player: TestPlayer): boolean {
  const own = view.players.find(({ user }) => user.id === player.user.id)
  return own?.submissions.some(({ verdict }) => verdict === 'AC') ?? false
}

export function isOver(view: BattleView | null): boolean {
  return view !== null && ['FINISHED', 'ABORTED', 'VOID'].includes(view.state)
}
