import { getApiUrls, getMetricsAddress, getPublicUrl } from './config'

/** Next calls this once, before the server answers anybody. */
export async function register(): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- replaced while building, so that what isn't Node gets none of this
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { noteWhoCalls, requireOneSite } = await import('./session-door')
  const { secureAnswers } = await import('./secure-answers')
  requireOneSite(getPublicUrl(), getApiUrls())
  noteWhoCalls()
  secureAnswers(getPublicUrl())
  const address = getMetricsAddress()
  if (!address) return
  const { serveMetrics } = await import('./serve-metrics')
  await serveMetrics(address)
}
