import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { startOwnServers } from '../../packages/testing/src/own-servers'
import { TestPlayer } from '../../packages/testing/src/test-player'
import { startTestPlatform } from '../../packages/testing/src/test-platform'
import { median, type Row } from '../table/rows'

const blocks = 4
const perBlock = 6
const most = 2
const slug = 'lonely-mittens'
const solution = new URL(`../../problems/${slug}/submissions/accepted/`, import.meta.url)

/** From sending a right program to its verdict, through the whole platform: alone, and beside somebody whose programs never end. */
export async function measureFairness(say: (line: string) => void): Promise<Row> {
  const servers = await startOwnServers()
  process.env['TEST_DATABASE_URL'] = servers.postgres.directUrl()
  process.env['TEST_REDIS_URL'] = servers.redis.directUrl()
  try {
    const env = { TRUSTED_PROXIES: '127.0.0.1', GUESTS_PER_ADDRESS: '10' }
    const platform = await startTestPlatform({ nodes: 1, runner: true, env })
    try {
      const stranger = await TestPlayer.create(platform.urls, '198.51.100.1')
      const code = await readFile(new URL('solution.py', solution), 'utf8')
      await judge(stranger, code)
      const [alone, beside]: [number[], number[]] = [[], []]
      for (let block = 0; block < blocks; block += 1) {
        for (let i = 0; i < perBlock; i += 1) alone.push(await judge(stranger, code))
        const flood = await startFlood(platform.urls)
        for (let i = 0; i < perBlock; i += 1) beside.push(await judge(stranger, code))
        await flood.stop()
      }
      say(`waits alone ${list(alone)} ms, beside a flood ${list(beside)} ms`)
      const [value, floor] = [median(beside), median(alone)]
      return {
        metric: 'a stranger’s wait beside one person’s flood',
        value,
        unit: 'ms',
        floor,
        ratio: value / floor,
        goal: `<= ${most} times the wait alone`,
        ok: value / floor <= most,
      }
    } finally {
      await platform.stop()
    }
  } finally {
    await servers.close()
  }
}

async function judge(player: TestPlayer, code: string): Promise<number> {
  let startedAt = performance.now()
  let sent = await send(player, code)
  // On a fast machine the allowance of a minute is used up early; that wait is nobody's flood.
  while (sent.status === 429) {
    await wait(1_000)
    startedAt = performance.now()
    sent = await send(player, code)
  }
  if (sent.status !== 202) throw new Error(`refused: ${JSON.stringify(sent.body)}`)
  for (;;) {
    const { body } = await player.ask('getSubmission', { params: { id: String(sent.body['submissionId']) } })
    if (body['verdict'] === 'AC') return performance.now() - startedAt
    if (body['verdict'] !== null) throw new Error(`judged ${JSON.stringify(body['verdict'])}`)
    await wait(10)
  }
}

const send = (player: TestPlayer, code: string) =>
  player.ask('submit', { body: { cid: randomUUID(), slug, language: 'python', code } })

/** Five guests of one address send as many as are taken, again and again. */
async function startFlood(urls: readonly string[]): Promise<{ stop: () => Promise<void> }> {
  const guests = await Promise.all(Array.from({ length: 5 }, () => TestPlayer.create(urls, '198.51.100.2')))
  const sent = new Set<{ player: TestPlayer; id: string }>()
  let isOn = true
  const fill = async (player: TestPlayer) => {
    while (isOn) {
      const { status, body } = await send(player, 'while True: pass')
      if (status === 202) sent.add({ player, id: String(body['submissionId']) })
      else await wait(500)
    }
  }
  const filling = guests.map(fill)
  // Until they are at work everywhere.
  await wait(1_500)
  return {
    stop: async () => {
      isOn = false
      await Promise.all(filling)
      await Promise.all([...sent].map(({ player, id }) => player.ask('cancelSubmission', { params: { id } })))
      await wait(1_000)
    },
  }
}

function list(values: readonly number[]): string {
  return values
    .toSorted((a, b) => a - b)
    .map(Math.round)
    .join(' ')
}
