import type { ErrorBody } from '@eduscale/contracts/errors'
import { isLongerThan, maxFrameBytes } from '@eduscale/contracts/source-limits'
import { WebSocket } from '#web-socket'

export interface SocketLinkOptions {
  /** An api node. */
  url: string
  namespace: '/' | '/watch'
  auth: Record<string, string>
  /** How long the connection may take to come about. */
  timeoutMs: number
  onOpen: () => void
  /** Once, for whatever reason, unless it was closed here; with the server's words where it refused. */
  onLost: (refusal: ErrorBody | null) => void
  /** What is done with each kind of event, by its name. */
  on: Readonly<Record<string, (frame: never) => void>>
}

/** A packet of Engine.io (`4`, a message) with one of Socket.io in it: kind, namespace, number of the answer, JSON. */
const packetPattern = /^4([0-4])(?:\/[^,]*,)?(\d*)(.*)$/s
const kinds = { connected: '0', disconnected: '1', event: '2', answer: '3', refused: '4' } as const

/**
 * One connection in the protocol of Socket.io (5, on Engine.io 4) over a websocket, as far as we speak it: one namespace, text,
 * answers to requests. Coming back, trying again and resuming are the business of whoever uses it, and never were Socket.io's here;
 * its own client is 13 kB in each battle page for that (decision 0026).
 */
export class SocketLink {
  #options: SocketLinkOptions
  /** Null where the browser doesn't allow the address at all. */
  #socket: WebSocket | null = null
  #isOpen = false
  #isDone = false
  #lastRequest = 0
  #waiting = new Map<number, (answer: unknown) => void>()
  /** Ends a connection that doesn't come about, or over which the server has fallen silent. */
  #watchdog: ReturnType<typeof setTimeout>
  #silenceMs = 0

  constructor(options: SocketLinkOptions) {
    this.#options = options
    const url = new URL('/socket.io/?EIO=4&transport=websocket&pings=in-silence', options.url)
    url.protocol = url.protocol.replace('http', 'ws')
    this.#watchdog = setTimeout(() => this.#lost(null), options.timeoutMs)
    try {
      this.#socket = new WebSocket(url.href)
    } catch {
      return
    }
    this.#socket.onmessage = ({ data }) => typeof data === 'string' && this.#receive(data)
    this.#socket.onclose = () => this.#lost(null)
    // The close that follows says all there is to say.
    this.#socket.onerror = () => {}
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Tells the server something that needs no answer. */
  send(name: string, frame: unknown): void {
    if (this.#isOpen) this.#write(kinds.event, '', [name, frame])
  }

  /**
   * Asks the server; null when no answer came in time, or the connection was lost meanwhile. What is larger than the server takes is
   * refused here, in its words: sent, it would cost the connection, and everything that waits on it.
   */
  request(name: string, frame: unknown, timeoutMs: number): Promise<unknown> {
    if (!this.#isOpen) return Promise.resolve(null)
    const id = (this.#lastRequest += 1)
    return new Promise((resolve) => {
      const settle = (answer: unknown) => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        resolve(answer)
      }
      const timer = setTimeout(() => settle(null), timeoutMs)
      this.#waiting.set(id, settle)
      if (!this.#write(kinds.event, String(id), [name, frame])) settle(refusalOf(frame))
    })
  }

  close(): void {
    if (this.#isOpen) this.#write(kinds.disconnected, '', undefined)
    this.#end()
  }

  #receive(packet: string): void {
    if (this.#isDone) return
    if (packet[0] === '0') return this.#greet(packet)
    if (packet[0] === '1') return this.#lost(null)
    if (this.#isOpen) this.#heard()
    if (packet[0] === '2') return this.#socket?.send('3')
    const [, kind, id, json] = packetPattern.exec(packet) ?? []
    if (kind === kinds.connected) {
      this.#isOpen = true
      this.#heard()
      this.#options.onOpen()
    } else if (kind === kinds.disconnected) this.#lost(null)
    else if (kind === kinds.refused) this.#lost(parse<{ data?: ErrorBody }>(json).data ?? null)
    else if (kind === kinds.event) {
      const [name, frame] = parse<[name: string, frame: never]>(json)
      this.#options.on[name]?.(frame)
    } else if (kind === kinds.answer) this.#waiting.get(Number(id))?.(parse<[answer: unknown]>(json)[0])
  }

  /** The server's first word says how often it will be heard of; ours is who we are. */
  #greet(packet: string): void {
    const { pingInterval, pingTimeout } = parse<{ pingInterval: number; pingTimeout: number }>(packet.slice(1))
    this.#silenceMs = pingInterval + pingTimeout
    this.#write(kinds.connected, '', this.#options.auth)
  }

  #heard(): void {
    clearTimeout(this.#watchdog)
    this.#watchdog = setTimeout(() => this.#lost(null), this.#silenceMs)
  }

  /** False when it is too large to be sent. */
  #write(kind: string, id: string, data: unknown): boolean {
    const { namespace } = this.#options
    // Sending on a closing socket does nothing, and in a browser says so in the console.
    if (this.#socket?.readyState !== WebSocket.OPEN) return true
    const packet = `4${kind}${namespace === '/' ? '' : `${namespace},`}${id}${data === undefined ? '' : JSON.stringify(data)}`
    if (isLongerThan(packet, maxFrameBytes)) return false
    this.#socket.send(packet)
    return true
  }

  #lost(refusal: ErrorBody | null): void {
    if (this.#isDone) return
    this.#end()
    this.#options.onLost(refusal)
  }

  #end(): void {
    this.#isDone = true
    this.#isOpen = false
    clearTimeout(this.#watchdog)
    this.#socket?.close()
    for (const settle of this.#waiting.values()) settle(null)
  }
}

/** As the server would answer; a command's answer carries the id that it was given. */
function refusalOf(frame: unknown): { ok: false; err: ErrorBody } {
  const cid = typeof frame === 'object' && frame !== null && 'cid' in frame ? { cid: frame.cid } : {}
  return { ...cid, ok: false, err: { code: 'too-large', message: 'This is more than can be sent at once.' } }
}

/** The parse edge: what the server says is typed by the contracts and trusted inside (decision 0021). */
function parse<Shape>(json: string | undefined): Shape {
  return JSON.parse(json ?? '') as Shape
}
