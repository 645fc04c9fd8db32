import { execFile } from 'node:child_process'
import { readFile, readdir } from 'node:fs/promises'
import { promisify } from 'node:util'

export interface HostApt {
  /** Null where this machine doesn't take packages from a Debian mirror: then the base image's own sources stand. */
  debianUri: string | null
  sources: string | null
  conf: string
  certificates: string | null
}

const certificatesPath = '/etc/ssl/certs/ca-certificates.crt'

/**
 * Where this machine itself takes Debian's packages from, so that a build behind a mirror or a proxy needs no setting
 * of ours.
 */
export async function readHostApt(): Promise<HostApt> {
  const uris = await listUris()
  const debianUri = uris.find((uri) => /\/debian\/?$/.test(uri)) ?? null
  const securityUri = uris.find((uri) => /\/debian-security\/?$/.test(uri)) ?? null
  const proxy = await promisify(execFile)('apt-config', [
    'dump',
    '--format',
    '%f "%v";%n',
    'Acquire::http::Proxy',
    'Acquire::https::Proxy',
  ]).then(
    ({ stdout }) => stdout,
    () => '',
  )
  const isHttps = [debianUri, securityUri].some((uri) => uri?.startsWith('https:'))
  const certificates = isHttps ? await readFile(certificatesPath, 'utf8').catch(() => null) : null
  return {
    debianUri,
    sources: debianUri && listSuites(debianUri, securityUri),
    conf: `${proxy}${certificates ? 'Acquire::https::CaInfo "/host/ca.crt";\n' : ''}Acquire::Retries "3";\n`,
    certificates,
  }
}

function listSuites(debianUri: string, securityUri: string | null): string {
  const lines = [`deb ${debianUri} trixie main`, `deb ${debianUri} trixie-updates main`]
  if (securityUri) lines.push(`deb ${securityUri} trixie-security main`)
  return `${lines.join('\n')}\n`
}

/** Reads both of apt's formats: one-line `deb [options] URI suite ...` and deb822 `URIs: ...`. */
async function listUris(): Promise<string[]> {
  const dir = '/etc/apt/sources.list.d'
  const names = await readdir(dir).catch(() => [])
  const files = ['/etc/apt/sources.list', ...names.map((name) => `${dir}/${name}`)]
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')))
  return texts
    .join('\n')
    .split('\n')
    .flatMap((line) => /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)/.exec(line)?.[1] ?? /^URIs:\s*(.+)/.exec(line)?.[1]?.split(/\s+/) ?? [])
}
