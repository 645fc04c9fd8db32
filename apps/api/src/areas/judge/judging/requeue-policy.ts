/** Results that are no verdict: an internal error, or one that can't be stored. After so many, that is the verdict. */
export const maxAttempts = 3

/** Longer than any gap between storing a submission and its job showing up in Redis. */
export const graceMs = 5_000
export const longestWaitMs = 300_000

/**
 * A job that was gone without any result so often is given up. That takes half an hour and more, since the waits grow: a flushed
 * Redis, or runners that come and go, cost nobody their verdict.
 */
export const maxRequeues = 12
