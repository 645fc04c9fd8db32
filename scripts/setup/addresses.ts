import { networkInterfaces } from 'node:os'
import { isSameSite } from '@eduscale/rules/same-site'
import { Trouble } from './trouble'

export interface Addresses {
  host: string
  ports: { web: number; api: [number, number]; runner: number; bot: number; internal: [number, number]; webMetrics: number }
  /** Where people open the web app; invitations lead there. */
  publicUrl: string
  /** The api nodes as browsers reach them. */
  apiUrls: string[]
  /** The api nodes as our own processes reach them. */
  localApiUrls: string[]
  webOrigins: string[]
}

/**
 * Ports that browsers never open a page or a socket on, above 1023: https://fetch.spec.whatwg.org/#port-blocking. A server there looks
 * healthy to everybody but people.
 */
const refusedByBrowsers = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080,
])

/** PORT is the web app's; the api nodes, the metrics of runner and bot, the api nodes' internal ports and the web app's metrics follow. */
export function readAddresses(env: NodeJS.ProcessEnv): Addresses {
  const host = env['HOST'] || '127.0.0.1'
  const port = Number(env['PORT'] || 4000)
  if (!Number.isInteger(port) || port < 1 || port > 65_000)
    throw new Trouble(`PORT must be a number between 1 and 65000; it is "${env['PORT']}".`)
  const ports: Addresses['ports'] = {
    web: port,
    api: [port + 1, port + 2],
    runner: port + 3,
    bot: port + 4,
    internal: [port + 5, port + 6],
    webMetrics: port + 7,
  }
  const refused = [ports.web, ...ports.api].find((one) => refusedByBrowsers.has(one))
  if (refused !== undefined)
    throw new Trouble(
      `PORT=${port} would have people's browsers open port ${refused}, which they refuse; choose another, as in PORT=5000 npm start.`,
    )
  const own = isAnyHost(host) ? firstLanAddress() : host
  const publicUrl = readUrl('PUBLIC_URL', env['PUBLIC_URL']) ?? new URL(`http://${inUrl(own)}:${port}`)
  const apiUrls =
    readUrls('API_URLS', env['API_URLS']) ?? ports.api.map((apiPort) => `${publicUrl.protocol}//${publicUrl.hostname}:${apiPort}`)
  const elsewhere = apiUrls.find((url) => URL.canParse(url) && !isSameSite(publicUrl.origin, url))
  if (elsewhere !== undefined)
    throw new Trouble(
      `API_URLS names ${elsewhere}, which is another site than PUBLIC_URL's ${publicUrl.origin}: browsers would not show it who somebody is. Give both names below one domain, with the same scheme.`,
    )
  return {
    host,
    ports,
    publicUrl: publicUrl.origin,
    apiUrls,
    localApiUrls: ports.api.map((apiPort) => `http://${isAnyHost(host) ? '127.0.0.1' : inUrl(host)}:${apiPort}`),
    webOrigins: [...(readUrls('WEB_ORIGINS', env['WEB_ORIGINS']) ?? []), `http://127.0.0.1:${port}`, `http://localhost:${port}`],
  }
}

/** An IPv6 address is bracketed in a URL. */
export function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

export function isAnyHost(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

function readUrl(name: string, text: string | undefined): URL | null {
  if (!text) return null
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new Trouble(`${name} must look like http://192.168.1.20:4000; it is "${text}".`)
  const url = new URL(text)
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new Trouble(
      `${name} is a host without a path, since nothing is served below one; it is "${text}". Give it a name of its own.`,
    )
  return url
}

function readUrls(name: string, text: string | undefined): string[] | null {
  return splitList(text)?.map((part) => readUrl(name, part)?.origin ?? part) ?? null
}

function splitList(text: string | undefined): string[] | null {
  const parts = (text ?? '').split(',').map((part) => part.trim())
  const filled = parts.filter((part) => part !== '')
  return filled.length > 0 ? filled : null
}

function firstLanAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1'
}
