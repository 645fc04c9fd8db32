import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'

export interface Letter {
  id: string
  /** With or without a name before it. */
  from: string
  to: string
  subject: string
  text: string
  html: string
}

/** What became of it: the server has it; it never will; or nothing was handed over, so another try sends nothing twice. */
export type Delivery = 'sent' | 'refused' | 'not-handed-over'

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 }

/**
 * Hands one letter to the server at `url` (smtp:// or smtps://, with a user where it asks for one). By smtp:// the connection becomes
 * encrypted before anything of worth is said, except on this machine or with `?tls=off`.
 *
 * `handOver` is asked once the server waits for the letter and before it gets any of it; without its word nothing is sent. Throws where the
 * connection was lost afterwards: the server may have the letter, or not, and nobody can tell.
 */
export async function sendLetter(url: string, letter: Letter, handOver: () => Promise<boolean>): Promise<Delivery> {
  const { id, ...parts } = letter
  const message = new MailComposer({ ...parts, messageId: id, disableFileAccess: true, disableUrlAccess: true }).compile()
  const envelope = message.getEnvelope()
  const bytes = await message.build()
  let isHandedOver = false
  const stream = Readable.from(
    (async function* () {
      // The server has said that it waits for it.
      if (!(await handOver())) throw new Error('somebody else has taken it')
      isHandedOver = true
      yield bytes
    })(),
  )
  const connection = new SMTPConnection(toOptions(new URL(url)))
  try {
    await connect(connection)
    const { username, password } = new URL(url)
    if (username !== '') await login(connection, decodeURIComponent(username), decodeURIComponent(password))
    await send(connection, { from: envelope.from, to: envelope.to }, stream)
    return 'sent'
  } catch (error) {
    const status = replyOf(error)
    if (status !== null && status >= 500) return 'refused'
    if (status !== null || !isHandedOver) return 'not-handed-over'
    throw error
  } finally {
    stream.destroy()
    connection.close()
  }
}

function toOptions({ protocol, hostname, port, searchParams }: URL) {
  const host = hostname.replace(/^\[|\]$/g, '')
  const isHere = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
  const isOpen = isHere || searchParams.get('tls') === 'off'
  const secure = protocol === 'smtps:'
  return {
    ...timeouts,
    host,
    ...(port !== '' && { port: Number(port) }),
    secure,
    ignoreTLS: isOpen,
    requireTLS: !secure && !isOpen,
  }
}

/** Whatever goes wrong before the first word is told as an event. */
function connect(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.on('error', reject)
    connection.on('end', () => reject(new Error('the connection ended')))
    connection.connect((error) => (error ? reject(error) : resolve()))
  })
}

function login(connection: SMTPConnection, user: string, pass: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.login({ user, pass }, (error) => (error ? reject(error) : resolve()))
  })
}

function send(connection: SMTPConnection, envelope: { from: string | false; to: string[] }, letter: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.send({ from: envelope.from || '', to: envelope.to }, letter, (error) => (error ? reject(error) : resolve()))
  })
}

/** The status that the server has answered with; null where it didn't answer. */
function replyOf(error: unknown): number | null {
  const status = typeof error === 'object' && error !== null && 'responseCode' in error ? error.responseCode : null
  return typeof status === 'number' && status > 0 ? status : null
}
