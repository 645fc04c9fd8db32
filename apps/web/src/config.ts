/**
 * Everything the web server reads from its environment, and the only place that does.
 * Read at request time, so one build serves every deployment.
 */

/** Where browsers reach the api nodes; empty means: the page's own host, on the default ports. */
export function getApiUrls(): string[] {
  return readUrls(process.env.API_URLS)
}

function readUrls(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((url) => url.trim().replace(/\/+$/, ''))
    .filter((url) => url !== '')
}

/** Where this server reaches the api nodes, for what it hands on to them; empty where browsers' addresses do for it as well. */
export function getSessionApiUrls(): string[] {
  return readUrls(process.env.SESSION_API_URLS)
}

/** Where people open the web app, where that is told. */
export function getPublicUrl(): string | null {
  return process.env.PUBLIC_URL || null
}

/** Where Prometheus gets figures; null without METRICS_PORT: then there are none. */
export function getMetricsAddress(): { host: string; port: number } | null {
  const port = Number(process.env.METRICS_PORT || 0)
  return port > 0 ? { host: process.env.METRICS_HOST || '127.0.0.1', port } : null
}

export function isDevelopment(): boolean {
  return process.env.NODE_ENV === 'development'
}
