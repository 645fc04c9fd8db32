import { ApiError } from '@eduscale/client/http-client'

/** Whoever looks at a page has waited long enough by then, and is told so. */
const readTimeoutMs = 15_000

interface Within {
  signal: AbortSignal
  timeoutMs?: number
}

/**
 * A read that fails when it takes too long, whatever it waits for: nothing on a page loads for ever. Throws `unavailable` then. The
 * client goes round the nodes meanwhile, each of which may take its own time.
 */
export async function withinTime<Answer>(
  read: (signal: AbortSignal) => Promise<Answer>,
  { signal, timeoutMs = readTimeoutMs }: Within,
): Promise<Answer> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), timeoutMs)
  try {
    return await read(AbortSignal.any([signal, late.signal]))
  } catch (error) {
    if (!late.signal.aborted || signal.aborted) throw error
    throw new ApiError(0, { code: 'unavailable', message: 'No server answered in time.' })
  } finally {
    clearTimeout(timer)
  }
}
