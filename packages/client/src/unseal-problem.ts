import type { Problem } from '@eduscale/contracts/problem'

/**
 * Opens a sealed statement (AES-256-GCM, `nonce || ciphertext || tag` in base64, the key in hexadecimal). Null where it can't be
 * opened: a page without a secure context has no WebCrypto, and the log has the statement by then.
 */
export async function unsealProblem(sealed: string, key: string): Promise<Problem | null> {
  // Absent outside of secure contexts, whatever the types say.
  const subtle: typeof crypto.subtle | undefined = crypto.subtle
  if (!subtle) return null
  try {
    const bytes = Uint8Array.from(atob(sealed), (char) => char.charCodeAt(0))
    const keyBytes = Uint8Array.from(key.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    const aesKey = await subtle.importKey('raw', keyBytes, 'AES-GCM', false, ['decrypt'])
    const opened = await subtle.decrypt({ name: 'AES-GCM', iv: bytes.subarray(0, 12) }, aesKey, bytes.subarray(12))
    // The parse edge: what opens under the server's key is the server's, and trusted as its other answers are (decision 0021: no
    // zod in the page).
    return JSON.parse(new TextDecoder().decode(opened)) as Problem
  } catch {
    return null
  }
}
