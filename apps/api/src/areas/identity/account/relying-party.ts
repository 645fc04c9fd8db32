import type { Passkeys } from '@eduscale/contracts/passkey'
import { AppError } from '@eduscale/platform/errors'
import type { AppContext } from '../../../app/app-context'

/** Whom passkeys are made for, and the one origin whose pages may ask for them. */
export interface RelyingParty {
  id: string
  origin: string
}

/**
 * By PUBLIC_URL alone, never by what a request says. A passkey is of a name: an address that is a number can have none, but for this
 * machine's own, which is called localhost at the same port. Browsers offer passkeys by https, and at localhost.
 */
export function relyingPartyOf(publicUrl: string): RelyingParty | { why: NonNullable<Passkeys['why']> } {
  const { protocol, hostname, port, origin } = new URL(publicUrl)
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost')
  if (isLocal) return { id: hostname, origin }
  if (protocol === 'http:' && (hostname === '[::1]' || hostname.startsWith('127.')))
    return { id: 'localhost', origin: `http://localhost${port === '' ? '' : `:${port}`}` }
  if (protocol !== 'https:') return { why: 'plain-http' }
  // URL writes every IPv4 address as four numbers, and IPv6 in brackets.
  if (/^\[|^\d+(\.\d+){3}$/.test(hostname) || !hostname.includes('.')) return { why: 'no-name' }
  return { id: hostname, origin }
}

/** Throws `no-passkeys`. */
export function requireRelyingParty({ PUBLIC_URL }: Pick<AppContext['config'], 'PUBLIC_URL'>): RelyingParty {
  const party = relyingPartyOf(PUBLIC_URL)
  if ('why' in party)
    throw new AppError('no-passkeys', 'Passkeys need https and a name, or localhost.', { data: { why: party.why } })
  return party
}
