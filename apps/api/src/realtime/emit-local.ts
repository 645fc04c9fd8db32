import type { Namespace, Socket } from 'socket.io'

/**
 * One Socket.io event, encoded once for all who get it: `text` as the protocol writes it (type 2), `frame` as it goes over the
 * wire. Socket.io's own broadcast would encode the object again for each call, and write header and payload apart.
 */
export interface Packet {
  text: string
  frame: Buffer
}

/** `json` is the event's one argument. */
export function encodePacket(name: string, json: string, namespace = '/'): Packet {
  const text = `2${namespace === '/' ? '' : `${namespace},`}["${name}",${json}]`
  return { text, frame: toWebSocketFrame(`4${text}`) }
}

/** A final, unmasked text frame (RFC 6455, 5.2), as engine.io sends its messages; `4` in front is its packet type. */
function toWebSocketFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(header + length)
  frame[0] = 0x81
  if (header === 2) frame[1] = length
  if (header === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  }
  if (header === 10) {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, header)
  return frame
}

/** This node's sockets in a room; empty when there are none. */
export function listSockets(namespace: Namespace, room: string): Socket[] {
  const sockets: Socket[] = []
  for (const id of namespace.adapter.rooms.get(room) ?? []) {
    const socket = namespace.sockets.get(id)
    if (socket) sockets.push(socket)
  }
  return sockets
}

/** So many packets may wait for a socket: an event is often written just before a tick, and the tick's frames are not late then. */
const mostWaiting = 4

/** A volatile packet is dropped where the socket doesn't take what it got before. */
export function sendPacket(socket: Socket, packet: Packet, how: 'volatile' | 'sure'): void {
  if (how === 'volatile' && isBehind(socket)) return
  // `wsPreEncodedFrame` is what Socket.io's adapter passes here itself (its types leave it out).
  const options: { compress: boolean; wsPreEncodedFrame: Buffer[] } = { compress: false, wsPreEncodedFrame: [packet.frame] }
  socket.conn.write(packet.text, options)
}

/** Engine.io keeps what its transport hasn't taken in `writeBuffer`, which its types leave out. */
function isBehind({ conn }: Socket): boolean {
  if (conn.transport.writable) return false
  const waiting: unknown = Reflect.get(conn, 'writeBuffer')
  return !Array.isArray(waiting) || waiting.length >= mostWaiting
}

/** To every socket of the room on this node. */
export function emitLocal(namespace: Namespace, room: string, packet: Packet, how: 'volatile' | 'sure'): void {
  for (const socket of listSockets(namespace, room)) sendPacket(socket, packet, how)
}
