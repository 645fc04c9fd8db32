import WebSocket from 'ws'

/**
 * A lean Socket.io client: one websocket, the frames of engine.io 4 and socket.io 5 spelled by hand, so that thousands fit beside what
 * they measure.
 */
export class WireClient {
  #socket: WebSocket
  #nextAck = 0
  /** In front of a packet's body, where it isn't the default namespace. */
  #prefix: string
  #acks = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  readonly opened: Promise<void>
  onEvent: (name: string, frame: unknown) => void = () => {}

  constructor(url: string, token: string, namespace = '/') {
    this.#prefix = namespace === '/' ? '' : `${namespace},`
    this.#socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket&pings=in-silence`, {
      perMessageDeflate: false,
    })
    this.opened = new Promise((resolve, reject) => {
      this.#socket.on('error', reject)
      this.#socket.on('close', () => {
        reject(new Error('closed'))
        for (const ack of this.#acks.values()) ack.reject(new Error('closed'))
      })
      this.#socket.on('message', (data: Buffer) => this.#receive(data.toString(), token, resolve, reject))
    })
    this.opened.catch(() => {})
  }

  emit(name: string, frame: unknown): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(`42${this.#prefix}${JSON.stringify([name, frame])}`)
  }

  request(name: string, frame: unknown): Promise<unknown> {
    this.#nextAck += 1
    const id = this.#nextAck
    return new Promise((resolve, reject) => {
      this.#acks.set(id, { resolve, reject })
      this.#socket.send(`42${this.#prefix}${id}${JSON.stringify([name, frame])}`)
    })
  }

  close(): void {
    this.#socket.terminate()
  }

  #receive(text: string, token: string, opened: () => void, refused: (error: Error) => void): void {
    if (text === '2') return this.#socket.send('3')
    if (text.startsWith('0')) return this.#socket.send(`40${this.#prefix}${JSON.stringify({ token })}`)
    if (text.startsWith('40')) return opened()
    if (text.startsWith('44')) return refused(new Error(text))
    const [, kind, id, body = ''] = /^4([23])(?:\/\w+,)?(\d*)(.*)$/s.exec(text) ?? []
    if (kind === '3') {
      this.#acks.get(Number(id))?.resolve((JSON.parse(body) as unknown[])[0])
      this.#acks.delete(Number(id))
    } else if (kind === '2') {
      const [name, frame] = JSON.parse(body) as [string, unknown]
      this.onEvent(name, frame)
    }
  }
}
