/**
 * Method and path of a route, such as `GET /v1/battles/:id`. Each that serves people has one, a constant with the route's name in the file
 * of its area beside this one, and nowhere else: the api registers by it, and a client asks by it. It is all that a client must know of a
 * route while it runs, without zod (docs/decisions/0021-no-zod-in-the-browser.md), and the browser loads those that it uses: so they are
 * constants, and the table of all (addresses.ts) is for servers and tests. Shapes, rates and actions are in the area's own file.
 */
type AnyAddress = `${string} /${string}`

export function methodOf(address: AnyAddress): string {
  return address.slice(0, address.indexOf(' '))
}

/** The path with its parameters filled in; without any, as a server registers it. */
export function pathOf(address: AnyAddress, params?: Readonly<Record<string, string>>): string {
  const path = address.slice(address.indexOf(' ') + 1)
  return params ? path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? '')) : path
}

/** The header of a request that may be sent again for want of an answer: a UUID, the same each time. What it does is done once. */
export const attemptHeader = 'attempt-id'

/** The header that names a browser's place for a person; what renews a session is in a cookie of that place. */
export const slotHeader = 'session-slot'
