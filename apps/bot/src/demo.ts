import { addresses } from '@eduscale/contracts/routes/addresses'
import type { PublicUser } from '@eduscale/contracts/account'
import type { Ev, RunFrame } from '@eduscale/contracts/room'
import { ApiClient } from '@eduscale/client/api-client'
import { isApiError } from '@eduscale/client/http-client'
import { ProgramSession } from '@eduscale/client/program-session'
import { RoomConnection } from '@eduscale/client/room-connection'
import type { SessionHolder } from '@eduscale/client/session-holder'
import { list, loadConfig } from '@eduscale/platform/config'
import { createLogger } from '@eduscale/platform/logger'
import { z } from 'zod'
import { playBattle } from './play-battle'

/** `npm run demo`: two scripted players fight a whole battle against the running system, told in the terminal. */
const config = loadConfig(
  z.object({
    /** As `npm start` had it: the web app's, with the api nodes on the next two. */
    PORT: z.coerce.number().int().min(1).max(65_533).default(4000),
    API_URLS: list.optional(),
    PUBLIC_URL: z.string().optional(),
    PROBLEMS_DIR: z.string().default('problems'),
    /** How much quicker than a person: an easy problem takes some twenty seconds. */
    DEMO_SPEED: z.coerce.number().positive().default(14),
  }),
)
const publicUrl = config.PUBLIC_URL ?? `http://127.0.0.1:${config.PORT}`
const apiUrls = config.API_URLS ?? [1, 2].map((step) => `http://127.0.0.1:${config.PORT + step}`)
const log = createLogger('demo', { level: 'error', fd: 2 })
const api = new ApiClient({ urls: apiUrls, getToken: () => null })

try {
  await demo()
  process.exit(0)
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error)
  const hint = isApiError(error, 'unavailable') ? ' Is the platform running? Start it with `npm start`.' : ''
  process.stderr.write(`The demo could not be played: ${reason}.${hint}\n`)
  process.exit(1)
}

async function demo(): Promise<void> {
  const [host, friend] = [await enter(), await enter()]
  say(`${host.user.name} invites ${friend.user.name} to a ranked battle of ten minutes.`)
  const body = { difficulty: 'easy', limitMinutes: 10, isRanked: true } as const
  const { id } = await api.call(addresses.createInvite, { body }, { token: await host.session.getToken() })
  const joined = await api.call(addresses.joinInvite, { params: { id } }, { token: await friend.session.getToken() })

  // Each player starts at another api node: all they share is the battle.
  const players = [host, friend].map(({ session, user }, index) =>
    connect(session, user, apiUrls.slice(index).concat(apiUrls.slice(0, index))),
  )
  const [first] = players
  first?.room(joined.battleId).subscribe({ onEvent: (event) => tell(event, [host.user, friend.user]) })
  await Promise.all(
    players.map((connection, index) =>
      playBattle(connection.room(joined.battleId), {
        userId: (index === 0 ? host : friend).user.id,
        api,
        problemsDir: config.PROBLEMS_DIR,
        speed: config.DEMO_SPEED,
        now: () => connection.clock.now(),
        log,
      }),
    ),
  )
  // The last event is told before the connections close.
  await new Promise((resolve) => setTimeout(resolve, 300))
  for (const connection of players) connection.close()
  say(`Replay: ${new URL(`/battle/${joined.battleId}/replay`, publicUrl).href}`)
}

/** A guest whose battle may last longer than a token. */
async function enter(): Promise<{ user: PublicUser; session: SessionHolder }> {
  const program = new ProgramSession({ origin: new URL(publicUrl).origin })
  const access = await new ApiClient({ urls: apiUrls, fetch: program.fetch, getToken: () => null }).call(
    addresses.createGuest,
    {},
  )
  return { user: access.user, session: program.hold(apiUrls, access) }
}

function connect({ getToken, renew }: SessionHolder, user: PublicUser, urls: readonly string[]): RoomConnection {
  return new RoomConnection({
    urls,
    getToken,
    renew,
    firstUrl: 0,
    onStatus: (status, url) => status === 'online' && say(`${user.name} is connected to ${url}.`),
    onRun: (frame) => tellRun(frame, user),
  })
}

function tellRun(frame: RunFrame, user: PublicUser): void {
  if (frame.kind !== 'progress') return
  const { progress } = frame
  if (progress.step === 'test') {
    say(
      `  ${user.name}: test ${progress.index + 1}/${progress.total} ${progress.test.verdict} (${Math.round(progress.test.cpuMs)} ms)`,
    )
  }
}

function tell(event: Ev, users: readonly PublicUser[]): void {
  const name = (id: string) => users.find((user) => user.id === id)?.name ?? id
  switch (event.t) {
    case 'battle:readied':
      return say(`${name(event.d.userId)} is ready.`)
    case 'battle:countdown':
      return say(`Both are ready: it starts at ${event.d.startsAt}.`)
    case 'battle:started':
      return say(`Started. The problem: ${event.d.problem?.title ?? event.d.problemSlug}.`)
    case 'battle:submitted':
      return say(`${name(event.d.userId)} submits number ${event.d.number} (received as event ${event.seq}).`)
    case 'battle:judged':
      return say(`${name(event.d.userId)}: ${event.d.verdict}, ${event.d.passed} of ${event.d.total} tests passed.`)
    case 'battle:suspended':
      return say('Judging is interrupted; the clock stands still.')
    case 'battle:resumed':
      return say('Judging goes on.')
    case 'battle:finished': {
      const { winnerId, reason } = event.d
      say(winnerId === null ? `A draw (${reason}).` : `${name(winnerId)} wins (${reason}), decided at ${event.d.endedAt}.`)
      for (const change of event.d.ratings)
        say(`  ${name(change.userId)}: ${Math.round(change.before)} -> ${Math.round(change.after)}`)
      return
    }
    case 'battle:aborted':
    case 'battle:voided':
      return say(`It ended without a result (${event.d.reason}).`)
    default:
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
