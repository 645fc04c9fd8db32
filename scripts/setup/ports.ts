import { execFileSync } from 'node:child_process'
import { createServer } from 'node:net'
import { Trouble } from './trouble'

/**
 * A port on loopback that nobody has now: the preferred one, else one of the thousands above it. Ask for one below 32,768: from there on
 * Linux takes the ports of outgoing connections, and what is free now can be a connection's a moment later.
 */
export async function findFreePort(preferred: number): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = attempt === 0 ? preferred : preferred + Math.ceil(Math.random() * 3_000)
    if ((await tryListen('127.0.0.1', port)) !== null) return port
  }
  throw new Trouble(`No port is free on 127.0.0.1 from ${preferred} on.`)
}

/** What will listen where: on the address that HOST names, or on loopback alone. */
export type PortClaims = Record<'public' | 'loopback', Record<string, number>>

/** Throws one sentence for the first port that is taken. */
export async function claimPorts(host: string, claims: PortClaims, choose: string): Promise<void> {
  if (!(await canListen(host))) throw new Trouble(`HOST=${host} is no address of this machine.`)
  const all = [
    ...Object.entries(claims.public).map(([what, port]) => ({ what, port, on: host })),
    ...Object.entries(claims.loopback).map(([what, port]) => ({ what, port, on: '127.0.0.1' })),
  ]
  for (const { what, port, on } of all.toSorted((a, b) => a.port - b.port)) {
    if ((await tryListen(on, port)) !== null) continue
    const user = findPortUser(port)
    throw new Trouble(`Port ${port} (${what}) is in use${user ? ` by ${user}` : ''}; stop that, or choose others: ${choose}`)
  }
}

async function canListen(host: string): Promise<boolean> {
  return (await tryListen(host, 0)) !== null
}

async function tryListen(host: string, port: number): Promise<number | null> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(null))
    server.listen(port, host, () => {
      const address = server.address()
      const got = address !== null && typeof address === 'object' ? address.port : port
      server.close(() => resolve(got))
    })
  })
}

/** "node (process 1234)", where the system tells. */
function findPortUser(port: number): string | null {
  try {
    const line = execFileSync('ss', ['-Hltnp', `sport = :${port}`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    const [, name, pid] = /\(\("([^"]+)",pid=(\d+)/.exec(line) ?? []
    return name && pid ? `${name.split(' ')[0]} (process ${pid})` : null
  } catch {
    return null
  }
}
