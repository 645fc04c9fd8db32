import { randomBytes } from 'node:crypto'
import { slotHeader } from '@eduscale/contracts/routes/address'
import type { TestProvider } from '@eduscale/testing/openid-provider'
import { TestPlayer } from '@eduscale/testing/test-player'
import type { TestPlatform } from '@eduscale/testing/test-platform'
import { password, type Member } from './ways-in'

/* What tests of OpenID Connect share. */

export const publicUrl = 'http://127.0.0.1:4000'

interface Answer {
  status: number
  body: Record<string, unknown> & { code?: string; data?: Record<string, unknown> }
}

/** A browser on a page of ours: keeps cookies, and may be somebody already. */
export class PageBrowser {
  readonly jar = new Map<string, string>()
  token: string | null = null
  readonly #platform: TestPlatform
  readonly #slot = randomBytes(8).toString('hex')

  constructor(platform: TestPlatform) {
    this.#platform = platform
  }

  async post(path: string, body: unknown, { node = 0, origin = publicUrl } = {}): Promise<Answer> {
    const response = await fetch(`${this.#platform.urls[node]}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin,
        cookie: [...this.jar].map((pair) => pair.join('=')).join('; '),
        [slotHeader]: this.#slot,
        ...(this.token !== null && { authorization: `Bearer ${this.token}` }),
      },
      body: JSON.stringify(body),
    })
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=')
      this.jar.set(name, value)
    }
    return { status: response.status, body: (await response.json()) as Answer['body'] }
  }

  /** Sent to the provider, for whatever: the address there. */
  async begin(provider: TestProvider, what: '' | '/link' | '/proof' = '', more: object = {}): Promise<string> {
    const { status, body } = await this.post(`/v1/session/openid${what}`, { provider: provider.setting.id, ...more })
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
    return String(body['url'])
  }

  /** Back from there, on whatever node. */
  finish(provider: TestProvider, back: URLSearchParams, more: object = {}, node = 1): Promise<Answer> {
    const { state, code, iss } = Object.fromEntries(back)
    return this.post(
      '/v1/session/openid/return',
      { provider: provider.setting.id, lang: 'en', state, code, iss, ...more },
      { node },
    )
  }

  /** There and back. */
  async go(provider: TestProvider, name: string, what: '' | '/link' | '/proof' = '', more: object = {}): Promise<Answer> {
    return this.finish(provider, await provider.visit(await this.begin(provider, what, more), name))
  }

  /** Somebody whom nobody knew becomes a member. */
  async register(provider: TestProvider, name: string, called: string): Promise<Answer> {
    const { body } = await this.go(provider, name)
    return this.post('/v1/session/openid/account', { ticket: body['ticket'], name: called })
  }

  /** From now on it is them, in this browser. */
  become({ body }: Answer): TestPlayer {
    const access = body as unknown as Parameters<typeof TestPlayer.of>[0]
    this.token = access.token
    return TestPlayer.of(access, this.#platform.urls)
  }

  async signIn({ name }: Pick<Member, 'name'>): Promise<TestPlayer> {
    return this.become(await this.post('/v1/session/sign-in', { name, password }))
  }
}
