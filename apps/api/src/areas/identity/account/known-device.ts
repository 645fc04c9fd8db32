import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A member as their password proves them. */
interface Owner {
  id: string
  passwordHash: string | null
}

/**
 * What a browser keeps that has signed in as a member, also after signing out: it waits for nobody else's guesses there. Signed with what
 * is stored of the password, so that nothing is kept of it here and another password ends it; null for whoever has none.
 * https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export function createDevice(owner: Owner): string | null {
  return sign(owner, randomBytes(16).toString('base64url'))
}

/** The first of the given that was made for this member; null where none was. */
export function findDevice(owner: Owner, given: readonly string[]): string | null {
  return given.find((device) => isSame(device, sign(owner, device.split('.')[0] ?? ''))) ?? null
}

function sign({ id, passwordHash }: Owner, name: string): string | null {
  if (passwordHash === null) return null
  const signature = createHmac('sha256', passwordHash).update(`device ${name} of ${id}`).digest('base64url')
  return `${name}.${signature}`
}

function isSame(device: string, signed: string | null): boolean {
  if (signed === null) return false
  const [given, own] = [Buffer.from(device), Buffer.from(signed)]
  return given.length === own.length && timingSafeEqual(given, own)
}
