import { createServer } from 'node:net'

// Below 32,768, where Linux takes the ports of outgoing connections from: what is free there now can be a connection's a moment later.
const first = 10_100
const count = 9_900

/** A port on loopback that nobody has now, and that no connection will be given. */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = first + Math.floor(Math.random() * count)
    if (await canListen(port)) return port
  }
  throw new Error('no free port')
}

function canListen(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
