/**
 * Whether a page of one address has its cookies sent to the other, as far as it can be told without the list of public suffixes: the same
 * scheme, and the same host, or one below the other, or both below one name of two parts or more. Browsers ask about the scheme too.
 */
export function isSameSite(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)]
  if (a.protocol !== b.protocol) return false
  if (a.hostname === b.hostname || (isLoopback(a.hostname) && isLoopback(b.hostname))) return true
  if (isAddress(a.hostname) || isAddress(b.hostname)) return false
  const [first, second] = [a.hostname, b.hostname].map((name) => name.split('.').toReversed())
  let shared = 0
  while (first?.[shared] !== undefined && first[shared] === second?.[shared]) shared += 1
  return shared >= 2
}

/** Two spellings of this machine: each is a site of its own to browsers, and whoever opens one of them stays there. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
}

function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^[\d.]+$/.test(hostname)
}
