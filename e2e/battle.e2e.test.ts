import { readSubmission } from '@eduscale/testing/read-submission'
import { TestPlayer } from '@eduscale/testing/test-player'
import { until } from '@eduscale/testing/test-platform'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newContext, nodeOf, readCode, startBrowserPlatform, writeCode, type BrowserPlatform } from './browser-platform'
import { bothReady, invite, openDuel } from './open-duel'

let platform: BrowserPlatform

beforeAll(async () => {
  platform = await startBrowserPlatform()
}, 900_000)
afterAll(() => platform.stop())

async function problemOf(battleId: string): Promise<string> {
  const [row] = await platform.db.query<{ problem_slug: string }>('SELECT problem_slug FROM battle WHERE id = $1', [battleId])
  return row?.problem_slug ?? ''
}

/** The names of both players, the host's first. */
async function namesOf(battleId: string): Promise<string[]> {
  const rows = await platform.db.query<{ name: string }>(
    'SELECT u.name FROM battle_player p JOIN "user" u ON u.id = p.user_id WHERE p.battle_id = $1 ORDER BY p.position',
    [battleId],
  )
  return rows.map((row) => row.name)
}

const submit = (page: Page) =>
  page
    .getByRole('button', { name: /^Submit/ })
    .first()
    .click()

test('two contexts on two api nodes play a whole battle, with a reload in the middle', async () => {
  const { battleId, host, friend, close } = await openDuel(platform)
  const slug = await problemOf(battleId)
  expect(await nodeOf(host)).not.toBe(await nodeOf(friend))
  const headings = await Promise.all([host, friend].map((page) => page.getByRole('heading', { level: 1 }).first().innerText()))
  expect(headings[0]).toBe(headings[1])

  // A reload loses no code, and the battle goes on where it was.
  await writeCode(host, '# a thought worth keeping\n')
  await until('the draft is stored', async () => {
    const rows = await platform.db.query("SELECT 1 FROM draft WHERE problem_slug = $1 AND code LIKE '# a thought%'", [slug])
    return rows.length === 1
  })
  await host.reload()
  await host.getByTestId('clock').waitFor()
  await until('the code is back', async () => (await readCode(host)).includes('a thought worth keeping'))

  await host.getByRole('button', { name: 'Run', exact: true }).click()
  await host.locator('[data-testid=run][data-phase=done]').waitFor({ timeout: 60_000 })

  // The friend's program needs half a second a test: its first verdict shows while the next is still run.
  const accepted = await readSubmission(slug, 'accepted')
  await writeCode(friend, `import time\ntime.sleep(0.5)\n${accepted}`)
  await submit(friend)
  await friend.locator('[data-testid=test-row][data-verdict=AC]').first().waitFor()
  expect(await friend.locator('[data-testid=test-row][data-state=running]').count()).toBe(1)
  expect(await friend.getByTestId('result').count()).toBe(0)
  await until("the host sees the friend's progress", async () =>
    /^[1-9]/.test((await host.getByTestId('opponent').getAttribute('data-progress')) ?? ''),
  )
  expect(await host.content()).not.toContain('time.sleep')

  await Promise.all([host, friend].map((page) => page.getByTestId('result').waitFor({ timeout: 60_000 })))
  expect(await friend.getByTestId('result').getAttribute('data-outcome')).toBe('won')
  expect(await host.getByTestId('result').getAttribute('data-outcome')).toBe('lost')

  // Afterwards: codes, replay, the list of battles, and another one.
  await host.getByTestId('result').getByText('time.sleep').first().waitFor()
  await host.goto(`${platform.webUrl}/battle/${battleId}/replay`)
  await host.getByRole('slider').first().waitFor()
  await host.getByTestId('replay-legend').getByText('Run: samples passed').waitFor()
  await host.getByRole('button', { name: '1 run', exact: true }).press('Enter')
  const moment = host.getByRole('dialog').getByRole('button', { name: /ran the samples/ })
  const [time] = (await moment.innerText()).split(':\u0020')
  await moment.press('Enter')
  await host.getByTestId('replay-time').getByText(`${time} /`).waitFor()
  await host.goto(`${platform.webUrl}/battles`)
  const [, friendName] = await namesOf(battleId)
  await host
    .getByText(friendName ?? '')
    .first()
    .waitFor()
  await host.goto(`${platform.webUrl}/battle/${battleId}`)
  await host.getByTestId('rematch').click()
  await friend.getByTestId('rematch').click()
  await Promise.all([host, friend].map((page) => page.getByRole('button', { name: 'Ready', exact: true }).waitFor()))
  expect(new URL(host.url()).pathname).toBe(new URL(friend.url()).pathname)
  await close()
})

test('two windows of one browser profile are enough', async () => {
  const context = await newContext(platform, 0)
  const host = await context.newPage()
  const link = await invite(platform, host)
  const friend = await context.newPage()
  await friend.goto(link)
  await friend.getByRole('button', { name: 'Join as another guest in this window' }).click()
  const battleId = await bothReady([host, friend])
  const slug = await problemOf(battleId)
  await writeCode(friend, await readSubmission(slug, 'wrong_answer'))
  await submit(friend)
  await friend.locator('[data-testid=verdict][data-verdict=WA]').waitFor({ timeout: 60_000 })

  // What is seen at a glance can be asked for, from within the code and without a letter of it ending up there.
  const written = await readCode(friend)
  const [hostName] = await namesOf(battleId)
  await friend.locator('[data-testid=editor] .cm-content').click()
  await friend.keyboard.press('Alt+q')
  const field = friend.getByRole('textbox', { name: 'Ask about the battle' })
  await field.and(friend.locator(':focus')).waitFor()
  for (const [key, answer] of [
    ['v', /^Submission 1: Wrong answer, \d+ of \d+ tests\.$/],
    ['c', /^\d+ minutes \d+ seconds? left\.$/],
    ['o', new RegExp(`^${hostName} is here\\..* No submission yet\\.$`)],
    ['f', /^Test \d+: Wrong answer\. (Input: .+ Expected: .+ Yours: .+|What is in this test is kept secret\.)$/],
  ] as const) {
    await friend.keyboard.press(key)
    await friend.getByTestId('query-answer').getByText(answer).waitFor()
  }
  await friend.keyboard.press('Escape')
  await friend.locator('[data-testid=editor] .cm-content:focus').waitFor()
  expect(await readCode(friend)).toBe(written)
  await writeCode(host, await readSubmission(slug, 'accepted'))
  await submit(host)
  await Promise.all([host, friend].map((page) => page.getByTestId('result').waitFor({ timeout: 60_000 })))
  expect(await host.getByTestId('result').getAttribute('data-outcome')).toBe('won')
  await context.close()
})

test('what one says the other hears, unless it is muted; and two agree on a draw', async () => {
  const { battleId, host, friend, close } = await openDuel(platform)
  const [hostName, friendName] = await namesOf(battleId)

  await friend.getByTestId('chat').click()
  await friend.locator('button:focus', { hasText: 'Good luck!' }).waitFor()
  await friend.keyboard.press('1')
  await host.getByText(`${friendName}: Good luck!`).waitFor()
  await host.getByTestId('chat').click()
  await host.getByText('Mute players').click()
  await host.getByRole('checkbox', { name: friendName ?? '' }).check()
  await host.getByText('Muted players: 1').waitFor()
  await friend.getByTestId('chat').click()
  await friend.getByRole('button', { name: 'Nice!' }).click()

  await friend.getByTestId('offer-draw').click()
  await friend.getByRole('button', { name: 'Offer a draw' }).click()
  await host.getByTestId('draw-offer').getByRole('button', { name: 'Agree to a draw' }).click()
  await host.getByRole('dialog').getByRole('button', { name: 'Agree to a draw' }).click()
  await Promise.all([host, friend].map((page) => page.getByTestId('result').waitFor()))
  expect(await host.getByTestId('result').getAttribute('data-reason')).toBe('agreed')
  expect(await host.getByTestId('result').getAttribute('data-outcome')).toBe('draw')
  expect(await host.getByText('Nice!').count()).toBe(0)

  // A rematch is offered, declined from where it was read, and stays declined.
  const result = host.url()
  await host.getByTestId('rematch').click()
  await host.getByRole('button', { name: 'Ready', exact: true }).waitFor()
  await friend.getByTestId('rematch-offer').getByText(`${hostName} wants a rematch.`).waitFor()
  await friend.getByRole('button', { name: 'Decline' }).press('Enter')
  await friend.locator('[data-testid=rematch-offer] :focus', { hasText: 'You declined the rematch.' }).waitFor()
  await host.getByText(`${friendName} declined.`).waitFor()
  await host.goto(result)
  await host.getByText(`${friendName} declined the rematch.`).waitFor()
  expect(await host.getByTestId('rematch').count()).toBe(0)
  await close()
})

test('of two tabs of one browser the newer types, also where its claim is lost on the network', async () => {
  const { battleId, host, close } = await openDuel(platform)
  await host.context().routeWebSocket(/./, (socket) => {
    const server = socket.connectToServer()
    socket.onMessage((message) => {
      if (!String(message).includes('"typing"')) server.send(message)
    })
  })
  const second = await host.context().newPage()
  await second.goto(`${platform.webUrl}/battle/${battleId}`)
  await second.getByTestId('clock').waitFor()
  await host.getByRole('button', { name: 'Type here' }).waitFor()
  await writeCode(second, '# from the newer tab')
  expect(await second.getByRole('button', { name: 'Type here' }).count()).toBe(0)

  await host.getByRole('button', { name: 'Type here' }).click()
  await second.getByRole('button', { name: 'Type here' }).waitFor()
  expect(await host.getByRole('button', { name: 'Type here' }).count()).toBe(0)
  await close()
})

test('whoever looks at a replay races its winner’s ghost, under the winner’s name', async () => {
  const { battleId, host, friend, close } = await openDuel(platform)
  const slug = await problemOf(battleId)
  await writeCode(host, await readSubmission(slug, 'accepted'))
  await host.getByRole('button', { name: 'Submit', exact: true }).click()
  await friend.getByTestId('result').waitFor({ timeout: 60_000 })
  const winner = await friend.locator('h1').innerText()

  const bot = await platform.startBot(4)
  const context = await newContext(platform, 0)
  const visitor = await context.newPage()
  await visitor.goto(`${platform.webUrl}/battle/${battleId}/replay`)
  await visitor.getByRole('button', { name: /’s ghost$/ }).click()
  await visitor.waitForURL((url) => url.pathname.startsWith('/battle/') && !url.pathname.includes(battleId))
  await visitor.getByRole('button', { name: 'Ready', exact: true }).click()
  await visitor.getByTestId('opponent').getByText('ghost', { exact: true }).waitFor({ timeout: 30_000 })
  await visitor.getByTestId('result').waitFor({ timeout: 60_000 })
  expect(await visitor.locator('h1').innerText()).toBe(winner.replace(' won', '’s ghost won'))
  await bot.stop()
  await context.close()
  await close()
})

test('an administrator calls a battle off, and its players read why', async () => {
  const { battleId, host, friend, close } = await openDuel(platform)
  const context = await newContext(platform, 0)
  const admin = await context.newPage()
  await admin.goto(`${platform.webUrl}/watch`)
  await admin.locator(`[data-testid=live-battle] a[href='/watch/${battleId}']`).click()
  await admin.getByRole('button', { name: 'Watch as a guest' }).click()
  await admin.getByTestId('watch-delay').waitFor()
  await admin.goto(`${platform.webUrl}/battle/${battleId}`)
  await admin.getByText('You can’t enter this battle').waitFor()
  expect(await admin.getByTestId('call-off').count()).toBe(0)

  const name = await admin.getByTestId('identity').locator('span').first().innerText()
  await platform.db.query(`INSERT INTO role_grant (user_id, role) SELECT id, 'admin' FROM "user" WHERE name = $1`, [name])
  await admin.goto(`${platform.webUrl}/watch`)
  const listed = admin.getByTestId('live-battle').filter({ has: admin.locator(`a[href='/watch/${battleId}']`) })
  await listed.getByTestId('call-off').waitFor()
  await admin.goto(`${platform.webUrl}/battle/${battleId}`)
  await admin.getByTestId('call-off').click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByText('This is final').waitFor()
  await dialog.getByLabel('Reason').fill('The second sample contradicts the statement.')
  await dialog.getByRole('button', { name: 'Call it off for good' }).click()
  for (const page of [host, friend, admin]) {
    await page.getByTestId('void-note').getByText('The second sample contradicts the statement.').waitFor()
    expect(await page.getByTestId('result').getAttribute('data-reason')).toBe('admin')
  }
  await close()
  await context.close()
})

test('whoever declines two matches waits, and sees for how long and why', async () => {
  const context = await newContext(platform, 0)
  const page = await context.newPage()
  await page.goto(`${platform.webUrl}/`)
  await page.getByRole('button', { name: 'Play as guest' }).first().click()
  await page.waitForURL('**/arena')
  await page.getByRole('radio', { name: 'Rated' }).check({ force: true })
  for (const again of [true, false]) {
    expect(await page.getByTestId('penalty').count()).toBe(0)
    const opponent = await TestPlayer.create(platform.urls)
    await opponent.http('POST', '/v1/tickets', { difficulty: null, language: null, isRanked: true })
    await page.getByRole('button', { name: 'Find a match' }).click()
    await page.getByRole('button', { name: 'Decline' }).click({ timeout: 60_000 })
    await page.getByTestId('result').waitFor()
    await page.goto(`${platform.webUrl}/arena`)
    if (again) await page.getByRole('button', { name: 'Find a match' }).and(page.locator(':enabled')).waitFor()
  }
  const penalty = page.getByTestId('penalty')
  await penalty.getByText('2 matches were declined or left by you').waitFor()
  expect(await page.getByRole('button', { name: 'Find a match' }).isDisabled()).toBe(true)
  const shown = await penalty.innerText()
  await until('it counts down', async () => (await penalty.innerText()) !== shown)
  await context.close()
})

// The last one: a node is gone after it.
test('the node a player is on is killed while a submit is unacked: the command is in the log exactly once', async () => {
  const { battleId, host, friend, close } = await openDuel(platform)
  const slug = await problemOf(battleId)
  await writeCode(host, await readSubmission(slug, 'accepted'))
  const doomed = platform.nodes.find((node) => node.url === platform.urls[0])
  expect([await nodeOf(host), await nodeOf(friend)]).toEqual(platform.urls)

  // Stopped, the node can take the command from the wire but never answers it; then it dies.
  doomed?.signal('SIGSTOP')
  await submit(host)
  doomed?.signal('SIGKILL')
  await doomed?.ended
  await Promise.all([host, friend].map((page) => page.getByTestId('result').waitFor({ timeout: 90_000 })))
  expect(await host.getByTestId('result').getAttribute('data-outcome')).toBe('won')
  const commands = await platform.db.query<{ cid: string }>(
    "SELECT cid FROM battle_cmd WHERE battle_id = $1 AND type = 'battle:submit'",
    [battleId],
  )
  const submitted = await platform.db.query("SELECT 1 FROM battle_event WHERE battle_id = $1 AND type = 'battle:submitted'", [
    battleId,
  ])
  expect([commands.length, submitted.length]).toEqual([1, 1])
  await close()
})
