/** Ports of the api nodes when no list of addresses is configured: two nodes beside the web server. */
export const defaultApiPorts = [4001, 4002] as const

/** The api nodes' addresses as this page reaches them. */
export function resolveApiUrls(configured: readonly string[], page: { protocol: string; hostname: string }): string[] {
  if (configured.length > 0) return [...configured]
  return defaultApiPorts.map((port) => `${page.protocol}//${page.hostname}:${port}`)
}
