import { slotHeader } from '@eduscale/contracts/routes/address'
import { sessionPath } from '@eduscale/contracts/routes/session-addresses'
import { slotSchema } from '@eduscale/contracts/session'
import { AppError } from '@eduscale/platform/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Longer than any session: which of them has ended is the server's to know. */
const maxAgeSeconds = 400 * 86_400

export interface SessionCookies {
  read: (request: FastifyRequest, slot: string) => string | null
  set: (reply: FastifyReply, slot: string, key: string) => void
  /** Of this slot alone; only whoever signs out does it, since a late answer must not take what an earlier one has brought. */
  clear: (reply: FastifyReply, slot: string) => void
}

/** One cookie for each slot of a browser. Secure is for PUBLIC_URL to say, and no header of a request. */
export function createSessionCookies({ publicUrl, installation }: { publicUrl: string; installation: string }): SessionCookies {
  const isSecure = new URL(publicUrl).protocol === 'https:'
  const nameOf = (slot: string) => `${isSecure ? '__Secure-' : ''}eduscale-${installation}-${slot}`
  const write = (reply: FastifyReply, slot: string, value: string, maxAge: number) =>
    void reply.header(
      'set-cookie',
      `${nameOf(slot)}=${value}; Path=${sessionPath}; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`,
    )
  return {
    read: (request, slot) => {
      const name = `${nameOf(slot)}=`
      const parts = (request.headers.cookie ?? '').split(';').map((part) => part.trim())
      return parts.find((part) => part.startsWith(name))?.slice(name.length) ?? null
    },
    set: (reply, slot, key) => write(reply, slot, key, maxAgeSeconds),
    clear: (reply, slot) => write(reply, slot, '', 0),
  }
}

/** The slot that a request is about, null where it names none. Throws `bad-request` for what can't be one. */
export function findSlot(request: FastifyRequest): string | null {
  const given = request.headers[slotHeader]
  if (given === undefined) return null
  const parsed = slotSchema.safeParse(given)
  if (!parsed.success) throw new AppError('bad-request', `${slotHeader}: letters, digits, dash and underscore, 24 at most.`)
  return parsed.data
}
