import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/**
 * `pass`; `freeze`: nothing moves, and nobody is told; `half-open`: what the client sends arrives, and no answer comes back;
 * `reset`: connections are reset, those that are there at once, those
 * that come with their first byte (as in front of a server that is away). Held bytes come late, never out of order: within a
 * connection TCP loses nothing.
 */
export type ProxyMode = 'pass' | 'freeze' | 'half-open' | 'reset'

interface Link {
  client: Socket
  server: Socket
}

/** A network that can be made to fail, between clients and one server. */
export class TcpProxy {
  #server: Server
  #target: { host: string; port: number }
  #links = new Set<Link>()
  #mode: ProxyMode = 'pass'
  #delayMs = 0

  private constructor(target: { host: string; port: number }) {
    this.#target = target
    this.#server = createServer((client) => this.#accept(client))
  }

  static async start(target: { host: string; port: number }): Promise<TcpProxy> {
    const proxy = new TcpProxy(target)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** The address of a server, with this proxy in its place. */
  replaceIn(url: string): string {
    const replaced = new URL(url)
    replaced.hostname = '127.0.0.1'
    replaced.port = String(this.port)
    return replaced.href.replace(/\/$/, '')
  }

  /** New connections go there; those that are open stay with the old one. */
  retarget(target: { host: string; port: number }): void {
    this.#target = target
  }

  set(mode: ProxyMode): void {
    this.#mode = mode
    for (const link of this.#links) this.#applyMode(link)
  }

  /** Holds back every chunk for this long, in both directions. */
  setDelay(delayMs: number): void {
    this.#delayMs = delayMs
  }

  /** Resets every connection there is; new ones are welcome. */
  cut(): void {
    for (const { client, server } of this.#links) {
      client.resetAndDestroy()
      server.resetAndDestroy()
    }
  }

  async close(): Promise<void> {
    this.set('pass')
    this.cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #accept(client: Socket): void {
    client.setNoDelay(true)
    client.on('error', () => {})
    if (this.#mode === 'reset') {
      client.once('data', () => client.resetAndDestroy())
      return
    }
    const server = connect(this.#target)
    server.setNoDelay(true)
    const link = { client, server }
    this.#links.add(link)
    server.on('error', () => {})
    this.#carry(client, server)
    this.#carry(server, client)
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('close', () => {
        this.#links.delete(link)
        other.destroy()
      })
    }
    this.#applyMode(link)
  }

  #carry(from: Socket, to: Socket): void {
    from.on('data', (chunk: Buffer) => {
      const pass = () => void (to.destroyed || to.write(chunk))
      if (this.#delayMs === 0) pass()
      else setTimeout(pass, this.#delayMs)
    })
    from.on('end', () => to.end())
  }

  #applyMode(link: Link): void {
    if (this.#mode === 'reset') {
      link.client.resetAndDestroy()
      link.server.resetAndDestroy()
      return
    }
    if (this.#mode === 'freeze') link.client.pause()
    else link.client.resume()
    if (this.#mode === 'pass') link.server.resume()
    else link.server.pause()
  }
}
