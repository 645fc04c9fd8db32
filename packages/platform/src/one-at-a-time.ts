/**
 * The same work for all who ask for it: one at a time, and whoever asks while it runs gets the one that begins after it, together with
 * all others who asked meanwhile. So each sees what was there when it asked, and a thousand that ask at once cause two.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  const run = (): Promise<void> => {
    running = work().finally(() => (running = null))
    return running
  }
  return () => {
    // Also when the one before has just ended: this one begins in a moment, and a second one would begin beside it.
    if (next !== null) return next
    if (running === null) return run()
    next = running
      .catch(() => {})
      .then(() => {
        next = null
        return run()
      })
    return next
  }
}
