import { createServer, type Server } from 'node:net'

/**
 * A lock over all processes of the machine: an abstract Unix socket, which the kernel frees with the process that held it,
 * where a file would outlive it. Null: somebody else has it. Other systems than Linux have no such sockets, and no lock.
 */
export async function lockOnMachine(name: string): Promise<Server | null> {
  const server = createServer()
  if (process.platform !== 'linux') return server
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)))
    server.listen(`\0eduscale-${name}`, () => resolve(server))
  })
}
