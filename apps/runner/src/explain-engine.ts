import type { RunnerConfig } from './config'

/** Adds to an error of the first calls on the engine what somebody who sets up a runner can do about it. */
export async function explainEngine<Result>(
  { DOCKER_HOST, DOCKER_CERT_PATH }: Pick<RunnerConfig, 'DOCKER_HOST' | 'DOCKER_CERT_PATH'>,
  use: () => Promise<Result>,
): Promise<Result> {
  try {
    return await use()
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause)
    const reason = reasons.find(({ of }) => of.test(text))?.say
    if (!reason) throw cause
    const certificates = DOCKER_CERT_PATH ?? 'DOCKER_CERT_PATH, which is not set'
    throw new Error(`the container engine at ${DOCKER_HOST} ${reason.replace('%', certificates)} (${text})`, { cause })
  }
}

const reasons: readonly { of: RegExp; say: string }[] = [
  {
    of: /alert (certificate required|unknown ca|bad certificate|decrypt error)|certificate (required|unknown)|handshake failure|ECONNRESET|socket hang up/i,
    say: 'refused this runner: it wants a client certificate that its CA signed, as cert.pem and key.pem in %',
  },
  {
    of: /self[- ]signed|unable to (verify|get)|altnames|certificate has expired/i,
    say: 'shows a certificate that ca.pem does not vouch for, in %',
  },
  { of: /ENOENT.*\.pem/, say: 'needs ca.pem, cert.pem and key.pem in %' },
  { of: /ECONNREFUSED|ENOENT|EACCES|EHOSTUNREACH|ENOTFOUND/, say: 'does not answer; DOCKER_HOST says where it is' },
]
