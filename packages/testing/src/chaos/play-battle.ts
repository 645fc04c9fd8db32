import { setTimeout as sleep } from 'node:timers/promises'
import type { BattleView } from '@eduscale/contracts/battle'
import { scriptedProgram } from '../scripted-runner'
import { TestPlayer } from '../test-player'
import { until } from '../test-platform'
import type { History } from './history'
import type { Random } from './random'

export interface Duel {
  battleId: string
  players: readonly TestPlayer[]
}

/** Two guests, each beginning on another node, in a battle that waits for them to be ready. */
export async function openDuel(urls: readonly string[], random: Random): Promise<Duel> {
  const first = random.between(0, urls.length - 1)
  const rotate = (by: number) => [...urls.slice(by % urls.length), ...urls.slice(0, by % urls.length)]
  const players = await Promise.all([rotate(first), rotate(first + 1)].map((order) => TestPlayer.create(order)))
  const [host, friend] = players
  if (!host || !friend) throw new Error('two players were made')
  const invite = await host.http('POST', '/v1/invites', { difficulty: 'easy', limitMinutes: 20, isRanked: true })
  const joined = await friend.http('POST', `/v1/invites/${String(invite.body['id'])}/join`)
  const battleId = String(joined.body['battleId'])
  await Promise.all(players.map((player) => player.enter(battleId)))
  return { battleId, players }
}

export interface Play {
  duel: Duel
  random: Random
  history: History
  /** Until then nobody hands in a solution, so that the battle lasts as long as the fault. */
  mayEnd: () => boolean
  /** How often each player's connection is dropped, unasked. */
  reconnectEveryMs: number
  deadlineMs: number
}

/** Plays a battle from the ready check to its end, as two people would who never give up. */
export async function playBattle(play: Play): Promise<void> {
  const deadline = Date.now() + play.deadlineMs
  await Promise.all(play.duel.players.map((player) => playSide(play, player, play.random.fork(), deadline)))
}

async function playSide(play: Play, player: TestPlayer, random: Random, deadline: number): Promise<void> {
  const { duel, history } = play
  const { battleId } = duel
  const send = (command: Parameters<History['send']>[2]) => history.send(player, battleId, command, random.next() < 0.15)
  const waiting: Promise<unknown>[] = [send({ t: 'battle:ready', d: {} })]
  const viewNow = () => player.room(battleId).state.view
  const dropping = dropConnections(play, player, random.fork(), () => isOver(viewNow()) || Date.now() > deadline)
  while (!isOver(viewNow())) {
    if (Date.now() > deadline) throw new Error(`battle ${battleId} is ${viewNow()?.state ?? 'unknown'} and does not end`)
    await sleep(random.between(40, 350))
    if (viewNow()?.state !== 'RUNNING') continue
    player.room(battleId).sendEphemeral({ t: 'cursor', d: { line: random.between(1, 40), lines: 40 } })
    if (random.next() < 0.5) continue
    const verdict = play.mayEnd() && random.next() < 0.4 ? 'AC' : random.pick(['WA', 'RTE', 'TLE'] as const)
    // Verdicts come in any order, some of them twice.
    const code = scriptedProgram({ verdict, afterMs: random.between(0, 900), twice: random.next() < 0.2 })
    const acked = send({ t: 'battle:submit', d: { language: 'python', code } })
    if (random.next() < 0.6) await Promise.race([acked, sleep(2_000)])
    waiting.push(acked)
  }
  await Promise.race([Promise.all(waiting), sleep(Math.max(0, deadline - Date.now()))])
  await dropping
}

async function dropConnections(play: Play, player: TestPlayer, random: Random, isDone: () => boolean): Promise<void> {
  while (!isDone()) {
    const until = Date.now() + random.between(play.reconnectEveryMs / 2, play.reconnectEveryMs * 1.5)
    while (!isDone() && Date.now() < until) await sleep(Math.min(100, play.reconnectEveryMs / 2))
    if (!isDone() && player.connection.status === 'online') player.connection.reconnect()
  }
}

/** Both ask for another battle, twice each, at once; then one declines it. */
export async function playRematch(history: History, { battleId, players }: Duel): Promise<string> {
  const asks = [...players, ...players].map((player) => history.send(player, battleId, { t: 'battle:rematch', d: {} }))
  const acks = await Promise.all(asks)
  const ids = acks.map((ack) => (ack.ok ? String(ack.res['battleId']) : `refused: ${ack.err.code}`))
  const [rematchId = '', ...others] = new Set(ids)
  if (others.length > 0) throw new Error(`one rematch was asked for, and there are ${[rematchId, ...others].join(', ')}`)
  await Promise.all(players.map((player) => player.enter(rematchId)))
  const [decliner] = players
  if (decliner) await history.send(decliner, rematchId, { t: 'battle:decline', d: {} })
  await until('the rematch is declined', () => players.every((player) => isOver(player.room(rematchId).state.view)), 60_000)
  return rematchId
}

export function isOver(view: BattleView | null): boolean {
  return view !== null && ['FINISHED', 'ABORTED', 'VOID'].includes(view.state)
}
