import { createHmac, timingSafeEqual } from 'node:crypto'

/** What renews a session: the how-many-th key of which family. */
export interface RefreshKey {
  sessionId: string
  number: number
}

const macBytes = 32
const keyBytes = 16 + 4 + macBytes

/**
 * A key is made again from its family and number whenever it is needed, and stored nowhere: base64url of both and of their HMAC. Of several
 * secrets the first makes, and all are believed.
 */
export function writeRefreshKey({ sessionId, number }: RefreshKey, secrets: readonly string[]): string {
  const named = nameOf(sessionId, number)
  return Buffer.concat([named, macOf(named, secrets[0] ?? '')]).toString('base64url')
}

/** Null for what no secret of ours has made. */
export function readRefreshKey(text: string, secrets: readonly string[]): RefreshKey | null {
  const bytes = Buffer.from(text.slice(0, 200), 'base64url')
  if (bytes.length !== keyBytes) return null
  const named = bytes.subarray(0, keyBytes - macBytes)
  const mac = bytes.subarray(keyBytes - macBytes)
  if (!secrets.some((secret) => timingSafeEqual(macOf(named, secret), mac))) return null
  const hex = named.toString('hex', 0, 16)
  const sessionId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { sessionId, number: named.readUInt32BE(16) }
}

function nameOf(sessionId: string, number: number): Buffer {
  const named = Buffer.alloc(keyBytes - macBytes)
  named.write(sessionId.replaceAll('-', ''), 'hex')
  named.writeUInt32BE(number, 16)
  return named
}

function macOf(named: Buffer, secret: string): Buffer {
  return createHmac('sha256', secret).update('refresh key\0').update(named).digest()
}
