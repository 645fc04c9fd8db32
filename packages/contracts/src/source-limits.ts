/** Without zod, so that the browser's bundle can have them for little. */
export const maxSourceBytes = 64 * 1024
/** Of one batch of typing: kept and replaced stretches. Whoever changes more places at once sends the whole text. */
export const maxEditStretches = 4_096
/** One frame over a socket; the server drops a connection that sends a larger one. */
export const maxFrameBytes = 256 * 1024
/** Characters of one batch of typing in JSON: a whole document of the largest size, with room for escapes. */
export const maxEditBatchLength = 2 * maxSourceBytes
/** The longest battle that can be asked for. */
export const maxBattleMinutes = 180
/** Batches of typing of one player in one battle: four a second for twice the longest, since typing goes on while judging is interrupted. */
export const maxEditBatches = 2 * maxBattleMinutes * 60 * 4
export const maxSourceFiles = 64
/** Of all files of a submission together. */
export const maxSourcesBytes = 192 * 1024
/** Captured stdout, stderr and compiler output are cut to this many bytes before they leave the runner. */
export const maxCapturedBytes = 16 * 1024
/** In UTF-8. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

/** Whether a text has more bytes than that; cheap where its length says so already. */
export function isLongerThan(text: string, maxBytes: number): boolean {
  if (text.length > maxBytes) return true
  // No UTF-16 unit takes more than three bytes.
  return text.length * 3 > maxBytes && bytesOf(text) > maxBytes
}

/** Whether a change makes a text longer than that: one that is too long already may still be made smaller. */
export function growsBeyond(before: string, after: string, maxBytes: number): boolean {
  return isLongerThan(after, maxBytes) && bytesOf(after) > bytesOf(before)
}

export const fileNamePattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/
