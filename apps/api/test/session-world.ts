import { ProgramSession } from '@eduscale/client/program-session'
import type { Access } from '@eduscale/contracts/account'
import { playersOrigin } from '@eduscale/testing/players-origin'
import type { TestPlatform } from '@eduscale/testing/test-platform'

/** What a browser keeps of a session, by hand: one key at a time, which a test may put back, and show as often as it likes. */
export class Jar {
  readonly #platform: TestPlatform
  readonly #program: ProgramSession
  readonly access: Access
  readonly sessionId: string

  private constructor(platform: TestPlatform, program: ProgramSession, access: Access) {
    this.#platform = platform
    this.#program = program
    this.access = access
    this.sessionId = claimsOf(access.token).sid
  }

  static async ofGuest(platform: TestPlatform): Promise<Jar> {
    return Jar.enter(platform, '/v1/session/guest')
  }

  static async enter(platform: TestPlatform, path: string, init: { body?: unknown; token?: string } = {}): Promise<Jar> {
    const program = new ProgramSession({ origin: playersOrigin })
    const response = await program.fetch(`${platform.urls[0]}${path}`, {
      method: 'POST',
      headers: {
        ...(init.body !== undefined && { 'content-type': 'application/json' }),
        ...(init.token !== undefined && { authorization: `Bearer ${init.token}` }),
      },
      ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
    })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return new Jar(platform, program, (await response.json()) as Access)
  }

  /** Of the key that it holds, the first being 1. */
  get number(): number {
    const [, text = ''] = this.#program.cookie.split('=')
    return Buffer.from(text, 'base64url').readUInt32BE(16)
  }

  get cookie(): string {
    return this.#program.cookie
  }

  set cookie(cookie: string) {
    this.#program.cookie = cookie
  }

  async refresh(node = 0): Promise<{ status: number; reason: string | null; token: string }> {
    const { status, body } = await this.ask('POST', '/v1/session/refresh', { node })
    const { token = '', data } = body as Partial<Access> & { data?: { reason: string | null } }
    return { status, token, reason: data?.reason ?? null }
  }

  /** An answer that never came: what was said to the server is done, and the jar is as before. */
  async loseAnswer(node = 0): Promise<void> {
    const before = this.cookie
    await this.refresh(node)
    this.cookie = before
  }

  async ask(method: string, path: string, { node = 0, token }: { node?: number; token?: string } = {}) {
    const response = await this.#program.fetch(`${this.#platform.urls[node]}${path}`, {
      method,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as unknown }
  }

  async me(token: string, node = 0): Promise<number> {
    return (await this.ask('GET', '/v1/me', { node, token })).status
  }

  /** As if so much time had gone by. */
  async sleep(seconds: number): Promise<void> {
    const past = (column: string) => `${column} = ${column} - $2 * interval '1 second'`
    const columns = ['created_at', 'last_used_at', 'rotated_at', 'given_at', 'ends_at'].map(past).join(', ')
    await this.#platform.db.query(`UPDATE session SET ${columns} WHERE id = $1`, [this.sessionId, seconds])
  }

  async row(): Promise<{ number: number; reason: string | null }> {
    const [row] = await this.#platform.db.query<{ number: number; reason: string | null }>(
      'SELECT number, reason FROM session WHERE id = $1',
      [this.sessionId],
    )
    if (!row) throw new Error('there is no such session')
    return row
  }
}

export function claimsOf(token: string): { sid: string; sub: string; roles: string[]; iat: number; exp: number } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as ReturnType<typeof claimsOf>
}
