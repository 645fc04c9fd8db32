import { randomUUID } from 'node:crypto'
import { actions, roles, type Role } from '@eduscale/contracts/actions'
import { methodOf, pathOf } from '@eduscale/contracts/routes/address'
import { addresses, type RouteName } from '@eduscale/contracts/routes/addresses'
import { routes } from '@eduscale/contracts/routes/all'
import type { Route } from '@eduscale/contracts/routes/route'
import { grants, type Asker } from '@eduscale/rules/may'
import { grantRole } from '@eduscale/testing/grant-role'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, type TestPlatform } from '@eduscale/testing/test-platform'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../src/app/app-context'
import { allAreas } from '../src/areas/all-areas'
import { healthRoutes } from '../src/http/health.routes'
import type { NodeBus } from '../src/realtime/node-bus'
import { serveHttp } from '../src/roles/http'

/* Who may do what: each role against each route, as docs/security.md has it. */
let platform: TestPlatform
const people = new Map<Asker, TestPlayer | null>([['stranger', null]])

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: false })
  await platform.db.query(`UPDATE execution_state SET state = 'judging', healthy_until = now() + interval '1 day'`)
  for (const role of roles) people.set(role, await createWith(role))
}, 120_000)
afterAll(() => platform.stop())

async function createWith(role: Role): Promise<TestPlayer> {
  const player = await TestPlayer.create(platform.urls)
  if (role !== 'learner') await grantRole(platform.db, player.user.id, role)
  await player.renew()
  return player
}

/** Nobody has these: who is let in finds nothing, or is told that it can't be read. */
const params = { id: randomUUID(), slug: 'no-such-problem', language: 'python', hash: '0'.repeat(64), role: 'host' }

async function ask(player: TestPlayer | null, name: RouteName): Promise<{ status: number; code: string | undefined }> {
  const address = addresses[name]
  const path = pathOf(address, { ...params, ...(name.endsWith('Invite') && { id: 'AAAAAAAAAA' }) })
  const response = await fetch(`${platform.urls[0]}${path}`, {
    method: methodOf(address),
    headers: player ? { authorization: `Bearer ${player.token}` } : {},
  })
  const text = await response.text()
  const { code } = (response.status < 400 ? {} : JSON.parse(text)) as { code?: string }
  return { status: response.status, code }
}

/** What it ends is asked of somebody who isn't needed any more. */
const once: readonly RouteName[] = ['signOut']
/** Who one is has no part in these: what is shown is a key, and here there is none. */
const byKey: readonly string[] = ['refreshSession', 'exchangeToken']

test.each(Object.entries<Route>(routes).filter(([name]) => !byKey.includes(name)))(
  '%s lets in whom the table lets in',
  async (name, route) => {
    for (const [asker, player] of people) {
      const someone = player && once.includes(name as RouteName) ? await createWith(asker as Role) : player
      const { status, code } = await ask(someone, name as RouteName)
      const mayBe = grants[route.action][asker] !== 'no' || (asker !== 'stranger' && grants[route.action].learner !== 'no')
      const what = `${name} (${route.action}) as ${asker}: ${status} ${code ?? ''}`
      if (mayBe) expect(['unauthenticated', 'forbidden'], what).not.toContain(code)
      else expect(code, what).toBe(asker === 'stranger' ? 'unauthenticated' : 'forbidden')
    }
  },
)

/** Routes without an action: whoever runs the platform asks the first two, and mails are shown to nobody but this very machine. */
const outsideOfTable = ['GET /healthz', 'GET /readyz', 'GET /dev/mail']

/** Routes that people can reach and that nobody has said who may call. */
async function listUnguarded(add?: (server: FastifyInstance) => void): Promise<string[]> {
  const server = Fastify({ exposeHeadRoutes: false })
  const found: string[] = []
  server.addHook('onRoute', ({ method, url, config }) => {
    const name = config?.routeName
    const action = name && routes[name].action
    if (!action || !actions.includes(action)) found.push(`${[method].flat().join()} ${url}`)
  })
  // With all that settings can add, in the order of main.ts.
  const app = { db: {}, config: { DEV_MAIL: true }, redis: {} } as AppContext
  healthRoutes(server, app, {} as NodeBus)
  for (const area of allAreas) if ('localRoutes' in area) area.localRoutes(server, app)
  serveHttp(server, app, allAreas)
  add?.(server)
  await server.close()
  return found
}

test('every route of the server has an action, but for three that are named', async () => {
  expect(await listUnguarded()).toEqual(outsideOfTable)
  expect(await listUnguarded((server) => server.get('/v1/raw', () => 'x'))).toEqual([...outsideOfTable, 'GET /v1/raw'])
})

test('what depends on the thing is looked at with the thing at hand', async () => {
  const { battleId, host, friend } = await startDuel(platform.urls, { isRanked: false })
  const stranger = await TestPlayer.create(platform.urls)
  const params = { id: battleId }
  expect((await host.ask('getSealed', { params })).status).toBe(200)
  expect((await stranger.ask('getSealed', { params })).body['code']).toBe('not-a-player')
  expect((await stranger.ask('getBattle', { params })).body['code']).toBe('forbidden')
  // Whoever may do more may do no more than others where it isn't about that.
  const admin = people.get('admin')
  expect((await admin?.ask('getBattle', { params }))?.body['code']).toBe('forbidden')
  expect((await people.get('author')?.ask('voidBattle', { params, body: { reason: 'because' } }))?.body['code']).toBe('forbidden')
  expect((await people.get('moderator')?.ask('voidBattle', { params, body: { reason: 'because' } }))?.status).toBe(200)
  expect((await stranger.ask('getBattle', { params })).status).toBe(200)
  const { submissionId } = await friend.api.call(addresses.run, {
    body: { problem: { by: 'slug', slug: 'lonely-mittens' }, language: 'python', code: 'print(1)', files: [], input: null },
  })
  expect((await friend.ask('getSubmission', { params: { id: submissionId } })).status).toBe(200)
  expect((await admin?.ask('getSubmission', { params: { id: submissionId } }))?.body['code']).toBe('not-found')
  for (const player of [host, friend]) player.leave()
})
