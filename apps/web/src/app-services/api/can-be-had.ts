const patienceMs = 4_000

/** A page of ours, also one that says that there is none; a proxy's word that the web server is away is no such page. */
export function canBeHad(href: string): Promise<boolean> {
  return fetch(href, { method: 'HEAD', signal: AbortSignal.timeout(patienceMs) }).then(
    ({ status }) => status < 500,
    () => false,
  )
}
