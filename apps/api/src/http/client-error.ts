import type { Socket } from 'node:net'
import { answerHeaders, writeBadRequest } from '@eduscale/platform/secure-answers'

const body = JSON.stringify({ code: 'bad-request', message: 'The request could not be read.' })

/** What isn't HTTP is told so, and its connection ends. */
export function answerClientErrors({ PUBLIC_URL }: { PUBLIC_URL: string }) {
  const bytes = writeBadRequest(answerHeaders({ isHttps: new URL(PUBLIC_URL).protocol === 'https:' }), body)
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    // Whoever has gone reads nothing.
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    if (socket.writable) socket.write(bytes)
    socket.destroy(error)
  }
}
