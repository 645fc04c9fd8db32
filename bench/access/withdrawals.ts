import { ProgramSession } from '../../packages/client/src/program-session'
import type { Access } from '../../packages/contracts/src/account'
import { pathOf } from '../../packages/contracts/src/routes/address'
import { createGuest, signOut as signOutRoute } from '../../packages/contracts/src/routes/identity-addresses'
import { playersOrigin } from '../../packages/testing/src/players-origin'
import { io, type Socket } from 'socket.io-client'
import type { BenchWorlds, Nodes } from '../battles/worlds'

/** From the request on one node to the end of a socket on the other, milliseconds. */
export async function signOut(nodes: Nodes): Promise<number> {
  const [first = '', second = ''] = nodes.urls
  const jar = new ProgramSession({ origin: playersOrigin })
  const entered = await jar.fetch(`${first}${pathOf(createGuest)}`, { method: 'POST' })
  const { token } = (await entered.json()) as Access
  const socket = await connect(second, { token })
  return timeOf(socket, () =>
    fetch(`${first}${pathOf(signOutRoute)}`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } }).then(
      async (answer) => {
        if (answer.status !== 204) throw new Error(`${answer.status} ${await answer.text()}`)
      },
    ),
  )
}

/** The floor: a relay is told to end a room of the other one. */
export async function kick(nodes: Nodes, room: string): Promise<number> {
  const [first = '', second = ''] = nodes.urls
  const [by, socket] = await Promise.all([connect(first, {}), connect(second, {})])
  await socket.emitWithAck('join', { b: room })
  const took = await timeOf(socket, async () => void by.emit('kick', { b: room }))
  by.disconnect()
  return took
}

async function connect(url: string, auth: Record<string, string>): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], auth, reconnection: false, forceNew: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}

async function timeOf(socket: Socket, act: () => Promise<void>): Promise<number> {
  const ended = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()))
  const began = performance.now()
  const acted = act()
  await ended
  const took = performance.now() - began
  await acted
  return took
}

/** One after the other, in turns, so that both meet the same machine. */
export async function withdrawInTurns(worlds: BenchWorlds, times: number): Promise<{ ours: number[]; bare: number[] }> {
  const found = { ours: [] as number[], bare: [] as number[] }
  for (let turn = 0; turn < times; turn += 1) {
    found.bare.push(await kick(worlds.bare, `room ${turn}`))
    found.ours.push(await signOut(worlds.ours))
  }
  return found
}
