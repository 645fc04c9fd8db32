/**
 * Everything the web server reads from its environment, and the only place that does.
 * Read at request time, so one build serves every deployment.
 */

/** Where browsers reach the api nodes; empty means: the page's own host, on the default ports. */
export function getApiUrls(): string[] {
  return (process.env.API_URLS ?? '')
    .split(',')
    .map((url) => url.trim().replace(/\/+$/, ''))
    .filter((url) => url !== '')
}

export function isDevelopment(): boolean {
  return process.env.NODE_ENV === 'development'
}
