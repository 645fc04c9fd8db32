import type { Problem } from '@eduscale/contracts/problem'

/**
 * Opens a sealed statement (AES-256-GCM, `nonce || ciphertext || tag` in base64, the key in hexadecimal; within, a length of four bytes
 * and JSON compressed by zlib). Null where it can't be opened: a page without a secure context has no WebCrypto, an old browser can't
 * decompress, and the log has the statement by then.
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
    const packed = new Uint8Array(opened, 4, new DataView(opened).getUint32(0))
    const text = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'))
    return (await new Response(text).json()) as Problem
  } catch {
    return null
  }
}
