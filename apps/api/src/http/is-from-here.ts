import type { IncomingMessage } from 'node:http'

/** Whether a request comes from this machine, through no proxy, and under a name of this machine's own. */
export function isFromHere({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): boolean {
  const from = socket.remoteAddress ?? ''
  const isHere = from === '::1' || /^(::ffff:)?127\./.test(from)
  const isNamedSo = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(headers.host ?? '')
  return isHere && isNamedSo && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined
}
