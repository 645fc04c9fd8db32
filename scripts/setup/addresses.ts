import { networkInterfaces } from 'node:os'
import { Trouble } from './trouble'

export interface Addresses {
  host: string
  ports: { web: number; api: [number, number]; runner: number }
  /** Where people open the web app; invitations lead there. */
  publicUrl: string
  /** The api nodes as browsers reach them. */
  apiUrls: string[]
  /** The api nodes as our own processes reach them. */
  localApiUrls: string[]
  webOrigins: string[]
}

/** PORT is the web app's; the api nodes and the runner's metrics follow on the next three. */
export function readAddresses(env: NodeJS.ProcessEnv): Addresses {
  const host = env['HOST'] || '127.0.0.1'
  const port = Number(env['PORT'] || 4000)
  if (!Number.isInteger(port) || port < 1 || port > 65_000)
    throw new Trouble(`PORT must be a number between 1 and 65000; it is "${env['PORT']}".`)
  const ports = { web: port, api: [port + 1, port + 2] as [number, number], runner: port + 3 }
  const publicUrl = readUrl(env['PUBLIC_URL']) ?? new URL(`http://${isAnyHost(host) ? firstLanAddress() : host}:${port}`)
  return {
    host,
    ports,
    publicUrl: publicUrl.origin,
    apiUrls: splitList(env['API_URLS']) ?? ports.api.map((apiPort) => `${publicUrl.protocol}//${publicUrl.hostname}:${apiPort}`),
    localApiUrls: ports.api.map((apiPort) => `http://${isAnyHost(host) ? '127.0.0.1' : host}:${apiPort}`),
    webOrigins: [...(splitList(env['WEB_ORIGINS']) ?? []), `http://127.0.0.1:${port}`, `http://localhost:${port}`],
  }
}

function isAnyHost(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

function readUrl(text: string | undefined): URL | null {
  if (!text) return null
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new Trouble(`PUBLIC_URL must look like http://192.168.1.20:4000; it is "${text}".`)
  return new URL(text)
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
