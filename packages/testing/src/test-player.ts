import type { Access, PublicUser } from '@eduscale/contracts/account'
import type { RoomBody } from '@eduscale/contracts/arena'
import type { BattleView } from '@eduscale/contracts/battle'
import type { Ack, BattleCommand, Ev, Notice, RunFrame } from '@eduscale/contracts/room'
import type { BattleRoom } from '@eduscale/client/battle-room'
import { ApiClient } from '@eduscale/client/api-client'
import { ApiError } from '@eduscale/client/http-client'
import { ProgramSession } from '@eduscale/client/program-session'
import { RoomConnection } from '@eduscale/client/room-connection'
import { SessionHolder } from '@eduscale/client/session-holder'
import { fixedToken, type TokenSource } from '@eduscale/client/token-source'
import { methodOf, pathOf } from '@eduscale/contracts/routes/address'
import { addresses, type RouteName } from '@eduscale/contracts/routes/addresses'
import type { GivenTo } from '@eduscale/contracts/routes/all'
import { playersOrigin } from './players-origin'
import { until } from './test-platform'

/** Somebody who plays: a guest with a connection, whose first api node can be chosen. */
export class TestPlayer {
  readonly user: PublicUser
  /** Keeps their token fresh. */
  readonly session: SessionHolder
  readonly urls: readonly string[]
  readonly notices: Notice[] = []
  readonly runs: RunFrame[] = []
  readonly events: Ev[] = []
  /** The battles that this player has entered. */
  readonly entered: string[] = []
  /** How often a connection came about. */
  connects = 0
  #connection: RoomConnection | null = null

  /** What a proxy says of where they are. */
  readonly #forwarded: Record<string, string>

  /** Holds the key that renews the session; a browser that is given it goes on as this player. */
  readonly jar: ProgramSession | null

  private constructor(given: {
    user: PublicUser
    session: SessionHolder
    urls: readonly string[]
    forwarded?: Record<string, string>
    jar?: ProgramSession | null
  }) {
    this.user = given.user
    this.session = given.session
    this.urls = given.urls
    this.#forwarded = given.forwarded ?? {}
    this.jar = given.jar ?? null
  }

  /** From another address where the platform trusts 127.0.0.1 as a proxy. */
  static async create(urls: readonly string[], address?: string): Promise<TestPlayer> {
    const forwarded = address === undefined ? {} : { 'x-forwarded-for': address }
    const jar = new ProgramSession({ origin: playersOrigin, fetch: fetchWith(forwarded) })
    const access = await clientOf(urls, fixedToken(null), jar.fetch).call(addresses.createGuest, {})
    return new TestPlayer({ user: access.user, session: jar.hold(urls, access), urls, forwarded, jar })
  }

  /** Somebody who is there already, for as long as the token holds. */
  static of(access: Access, urls: readonly string[]): TestPlayer {
    const refresh = () => Promise.reject(new ApiError(401, { code: 'unauthenticated', message: 'This token is not renewed.' }))
    return new TestPlayer({ user: access.user, session: new SessionHolder({ access, refresh }), urls })
  }

  /** The guest becomes a member, and goes on with another session: this one is worth nothing any more. */
  async becomeMember(body: { name: string; password: string }): Promise<TestPlayer> {
    const { urls } = this
    const forwarded = this.#forwarded
    const jar = new ProgramSession({ origin: playersOrigin, fetch: fetchWith(forwarded) })
    // Asked again by the client where no answer came, as the page asks: by the same attempt.
    const given = { body: { ...body, attemptId: crypto.randomUUID() } }
    const access = await clientOf(urls, this.session, jar.fetch).call(addresses.register, given)
    return new TestPlayer({ user: access.user, session: jar.hold(urls, access), urls, forwarded, jar })
  }

  /** What this player may do was changed: their next token says it. */
  async renew(): Promise<void> {
    await this.session.renew(this.token)
  }

  /** The token that is held at the moment. */
  get token(): string {
    return this.session.current ?? ''
  }

  /** The same person once more, with another api node to begin with. */
  inAnotherTab(urls: readonly string[]): TestPlayer {
    return new TestPlayer({ user: this.user, session: this.session, urls, forwarded: this.#forwarded, jar: this.jar })
  }

  /** The same session, of somebody who is called otherwise by now, or is another kind. */
  known(as: Partial<PublicUser>): TestPlayer {
    const { session, urls, jar } = this
    return new TestPlayer({ user: { ...this.user, ...as }, session, urls, forwarded: this.#forwarded, jar })
  }

  get connection(): RoomConnection {
    this.#connection ??= new RoomConnection({
      urls: this.urls,
      getToken: this.session.getToken,
      renew: this.session.renew,
      firstUrl: 0,
      onStatus: (status) => {
        if (status === 'online') this.connects += 1
      },
      onNotice: (notice) => this.notices.push(notice),
      onRun: (frame) => this.runs.push(frame),
    })
    return this.#connection
  }

  /** The api as this player: a refusal is thrown. */
  get api(): ApiClient {
    return clientOf(this.urls, this.session, fetchWith(this.#forwarded))
  }

  /** One call to the player's first node (or another): what is answered, be it a refusal. */
  ask<Name extends RouteName>(name: Name, given: GivenTo<Name> & Filled, url = this.urls[0]) {
    const address = addresses[name]
    return this.http(methodOf(address), pathOf(address, given.params ?? {}), given.body, url)
  }

  /** One request to the player's first node (or another); the parsed body, whatever the status. */
  async http(
    method: string,
    path: string,
    body?: unknown,
    url = this.urls[0],
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${(await this.session.getToken()) ?? ''}`,
        ...this.#forwarded,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) }
  }

  room(battleId: string): BattleRoom {
    return this.connection.room(battleId)
  }

  async enter(battleId: string): Promise<BattleRoom> {
    const room = this.room(battleId)
    this.entered.push(battleId)
    room.subscribe({ onEvent: (event) => this.events.push(event) })
    await this.sees(battleId, 'the battle', (view) => view !== null)
    return room
  }

  command(battleId: string, command: BattleCommand, cid?: string): Promise<Ack> {
    return this.room(battleId).command(command, cid)
  }

  submit(battleId: string, code: string, language: 'python' | 'cpp' | 'javascript' = 'python'): Promise<Ack> {
    return this.command(battleId, { t: 'battle:submit', d: { language, code } })
  }

  async sees(battleId: string, what: string, condition: (view: BattleView) => boolean, withinMs?: number): Promise<BattleView> {
    const room = this.room(battleId)
    await until(`${this.user.name} sees ${what}`, () => room.state.view !== null && condition(room.state.view), withinMs)
    const { view } = room.state
    if (!view) throw new Error('no view')
    return view
  }

  leave(): void {
    this.#connection?.close()
    this.#connection = null
  }
}

interface Filled {
  params?: Readonly<Record<string, string>>
  body?: unknown
}

/** Asks the first node alone. */
function clientOf([url = '']: readonly string[], { getToken, renew }: TokenSource, ask: typeof fetch): ApiClient {
  return new ApiClient({ urls: [url], getToken, ...(renew && { renew }), fetch: ask })
}

/** As a proxy would hand it on. */
function fetchWith(forwarded: Record<string, string>): typeof fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers)
    for (const [name, value] of Object.entries(forwarded)) headers.set(name, value)
    return fetch(input, { ...init, headers })
  }
}

/** Two players in a battle that has just started, each on a node of their own. */
export async function startDuel(
  urls: readonly string[],
  given: { isRanked?: boolean; difficulty?: 'easy' | 'medium' | 'hard' } = {},
): Promise<{ battleId: string; host: TestPlayer; friend: TestPlayer }> {
  const host = await TestPlayer.create(urls)
  const friend = await TestPlayer.create(urls.toReversed())
  return { battleId: await startDuelOf(host, friend, given), host, friend }
}

/** These two in a battle that has just started; returns its id. */
export async function startDuelOf(
  host: TestPlayer,
  friend: TestPlayer,
  given: { isRanked?: boolean; difficulty?: 'easy' | 'medium' | 'hard' } = {},
): Promise<string> {
  const body = { difficulty: given.difficulty ?? 'easy', limitMinutes: 20, isRanked: given.isRanked ?? true } as const
  const { id } = await host.api.call(addresses.createInvite, { body })
  const { battleId } = await friend.api.call(addresses.joinInvite, { params: { id } })
  await Promise.all([host.enter(battleId), friend.enter(battleId)])
  await Promise.all([host, friend].map((player) => player.command(battleId, { t: 'battle:ready', d: {} })))
  await Promise.all([host, friend].map((player) => player.sees(battleId, 'the start', (view) => view.state === 'RUNNING')))
  return battleId
}

/** A room with so many in it, on the nodes by turns, the host first; nobody has started it, and nobody has entered it yet. */
export async function openRoom(
  urls: readonly string[],
  given: { players: number; format: 'duel' | 'group'; problemSlug: string | null; rules?: Partial<RoomBody> },
): Promise<{ battleId: string; inviteId: string; players: TestPlayer[] }> {
  const players = await Promise.all(
    Array.from({ length: given.players }, (_, index) => TestPlayer.create(index % 2 === 0 ? urls : urls.toReversed())),
  )
  const [host, ...guests] = players
  if (!host) throw new Error('a room has a host')
  const room = await host.api.call(addresses.createRoom, {
    body: {
      format: given.format,
      scoring: 'first-solve',
      limitMinutes: 60,
      isRanked: false,
      maxPlayers: given.players,
      teamCount: null,
      problemSlug: given.problemSlug,
      difficulty: null,
      skills: [],
      languages: null,
      mayJoinLate: false,
      isListed: false,
      ...given.rules,
    },
  })
  for (const guest of guests) await guest.api.call(addresses.joinInvite, { params: { id: room.id } })
  return { battleId: String(room.battleId), inviteId: room.id, players }
}
