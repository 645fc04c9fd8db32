import { randomBytes } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { findFreePort } from '@eduscale/testing/free-port'
import { TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, until, type TestNode, type TestPlatform } from '@eduscale/testing/test-platform'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

/* Mails, to a server that comes and goes: each is sent, and none twice. */
let platform: TestPlatform
let port: number
let server: SMTPServer | Server | null = null
const received: string[] = []

beforeAll(async () => {
  port = await findFreePort()
  platform = await startTestPlatform({
    nodes: 2,
    runner: false,
    env: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'EduScale <post@eduscale.example>', MAIL_RETRY_MS: '200' },
  })
}, 120_000)
afterEach(async () => {
  await stopServer()
  received.length = 0
})
afterAll(() => platform.stop())

async function stopServer(): Promise<void> {
  const stopping = server
  server = null
  if (stopping) await new Promise<void>((resolve) => void stopping.close(() => resolve()))
}

/** `answer` is asked with each letter, when all of it is there. */
async function startServer(
  answer: (letter: string, reply: (error?: Error) => void) => void = (_letter, reply) => reply(),
): Promise<void> {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: (stream, _session, callback) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const letter = Buffer.concat(parts).toString()
        received.push(letter)
        answer(letter, (error) => callback(error ?? null))
      })
    },
  })
  smtp.on('error', () => {})
  await new Promise<void>((resolve) => void smtp.listen(port, '127.0.0.1', () => resolve()))
  server = smtp
}

/** A server of our own that says what it is told, and hangs up where there is nothing left to say. */
async function startRude(lines: readonly string[]): Promise<void> {
  const rude = createServer((socket: Socket) => {
    const left = [...lines]
    const say = () => {
      const line = left.shift()
      if (line === undefined) socket.destroy()
      else socket.write(`${line}\r\n`)
    }
    socket.on('error', () => {})
    socket.on('data', say)
    say()
  })
  await new Promise<void>((resolve) => void rude.listen(port, '127.0.0.1', () => resolve()))
  server = rude
}

async function createMember(): Promise<TestPlayer> {
  const name = `Max ${randomBytes(4).toString('hex')}`
  return (await TestPlayer.create(platform.urls)).becomeMember({ name, password: 'correct horse battery' })
}

let count = 0
/** Somebody who asks for a mail; the address it goes to. */
async function askForMail(lang: 'en' | 'uk' = 'en'): Promise<string> {
  const member = await createMember()
  count += 1
  const address = `max${count}@example.org`
  expect((await member.ask('changeEmail', { body: { address, lang } })).status).toBe(204)
  return address
}

const stateOf = async (address: string) => {
  const rows = await platform.db.query<{ state: string; tries: number }>('SELECT state, tries FROM mail WHERE address = $1', [
    address,
  ])
  return rows[0] ?? { state: 'none', tries: 0 }
}
const isIn = (state: string, address: string) => async () => (await stateOf(address)).state === state
const lettersTo = (address: string) => received.filter((letter) => letter.includes(`To: ${address}`))
/** Three rounds of chores and of waits: whatever would come has come by then. */
const later = () => new Promise((resolve) => setTimeout(resolve, 3_000))

test('a mail has its person’s language, a text, a page, and a link that no server hears the secret of', async () => {
  await startServer()
  const address = await askForMail('uk')
  await until('it is sent', isIn('sent', address))
  const [letter = ''] = lettersTo(address)
  expect(letter).toContain('From: EduScale <post@eduscale.example>')
  expect(letter).toContain('Content-Type: text/plain; charset=utf-8')
  expect(letter).toContain('Content-Type: text/html; charset=utf-8')
  const text = Buffer.from(
    letter
      .replaceAll('=\r\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()
  expect(text + decodeParts(letter)).toMatch(/http:\/\/127\.0\.0\.1:4000\/uk\/confirm-email#[\w-]{43}/)
  expect(text + decodeParts(letter)).toContain('Підтвердити адресу')
})

/** Parts that are written in base64. */
function decodeParts(letter: string): string {
  const parts = letter.split(/\r\n--[^\r\n]+/).filter((part) => /base64/i.test(part))
  return parts.map((part) => Buffer.from(part.split('\r\n\r\n').slice(1).join(''), 'base64').toString()).join('\n')
}

test('a mail that nobody takes is sent once the server is back, once', async () => {
  const address = await askForMail()
  await until('it was tried', async () => (await stateOf(address)).tries >= 2)
  expect((await stateOf(address)).state).toBe('waiting')
  await startServer()
  await until('it is sent', isIn('sent', address))
  await later()
  expect(lettersTo(address)).toHaveLength(1)
})

test.each([
  ['before it says a word', []],
  ['after its greeting', ['220 here']],
  ['when it hears for whom it is', ['220 here', '250 hello', '250 from']],
])('a server that hangs up %s has nothing, and gets it later, once', async (_when, lines) => {
  await startRude(lines)
  const address = await askForMail()
  await until('it was tried', async () => (await stateOf(address)).tries >= 2)
  await stopServer()
  await startServer()
  await until('it is sent', isIn('sent', address))
  await later()
  expect(lettersTo(address)).toHaveLength(1)
})

test('a server that is killed with the letter in its hands, and without an answer, doesn’t get it twice', async () => {
  let kill = () => {}
  const killed = new Promise<void>((resolve) => (kill = resolve))
  // It has the letter, and never says so.
  await startServer(() => kill())
  const address = await askForMail()
  await killed
  await stopServer()
  await startServer()
  await later()
  expect(lettersTo(address)).toHaveLength(1)
  expect((await stateOf(address)).state).toBe('handed')
})

test('a server that has no room gets it later; one that never takes it isn’t asked again', async () => {
  let isFull = true
  await startServer((_letter, reply) => reply(isFull ? Object.assign(new Error('full'), { responseCode: 452 }) : undefined))
  const address = await askForMail()
  await until('it was refused for now', async () => (await stateOf(address)).tries >= 2)
  isFull = false
  await until('it is sent', isIn('sent', address))

  await stopServer()
  received.length = 0
  await startServer((_letter, reply) => reply(Object.assign(new Error('no such person'), { responseCode: 550 })))
  const nobody = await askForMail()
  await until('it is given up', isIn('failed', nobody))
  await later()
  expect(lettersTo(nobody)).toHaveLength(1)
})

test('a node that is killed when it has handed a letter over leaves one letter', async () => {
  await Promise.all(platform.nodes.map((node) => node.stop()))
  await startServer()
  const first: TestNode = await platform.startNode({ FAILPOINTS: 'mail-handed=kill' })
  const name = `Max ${randomBytes(4).toString('hex')}`
  const member = await (await TestPlayer.create([first.url])).becomeMember({ name, password: 'correct horse battery' })
  await member.ask('changeEmail', { body: { address: 'killed@example.org', lang: 'en' } })
  await first.ended
  expect((await stateOf('killed@example.org')).state).toBe('handed')
  const second = await platform.startNode()
  await later()
  // Whether the server has it nobody can know: it never gets it twice.
  expect(lettersTo('killed@example.org').length).toBeLessThan(2)
  expect((await stateOf('killed@example.org')).state).toBe('handed')
  await second.stop()
})
