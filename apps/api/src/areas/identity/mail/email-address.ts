import { createHash } from 'node:crypto'

/** What an address is found and unique by. Servers may tell "Ada@" from "ada@"; people don't. */
export function emailKey(address: string): string {
  return address.toLowerCase()
}

/** By what limits count an address: it stands nowhere else than in the database. */
export function emailLimitKey(address: string): string {
  return createHash('sha256').update(emailKey(address)).digest('base64url')
}
