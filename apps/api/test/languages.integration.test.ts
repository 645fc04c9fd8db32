import { runnerHeartbeatChannel, type RunnerHeartbeat } from '@eduscale/contracts/judge'
import { languageIds, languageListSchema, type LanguageList, languageFlags } from '@eduscale/contracts/language'
import { startTestPlatform, until, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, expect, test } from 'vitest'

let platform: TestPlatform
beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: false })
}, 120_000)
afterAll(async () => platform.stop())

async function listLanguages(): Promise<LanguageList['languages']> {
  const response = await fetch(`${platform.urls[0]}/v1/languages`)
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('public, max-age=10')
  return languageListSchema.parse(await response.json()).languages
}

const heartbeat: RunnerHeartbeat = {
  runnerId: 'runner-with-two-languages',
  at: new Date().toISOString(),
  breaker: 'closed',
  sandboxLevel: 'L2',
  slots: 1,
  busySlots: 0,
  languages: [
    { id: 'rust', version: '1.85.1' },
    { id: 'csharp', version: '6.12.0' },
  ],
}
const beat = (over: object = {}) => platform.redis.publish(runnerHeartbeatChannel, JSON.stringify({ ...heartbeat, ...over }))

// Any number of slots was taken, and the whole fleet's work was dealt out by it.
test('a heartbeat out of bounds is dropped and counted, and the next one is heard', async () => {
  const dropped = async () => {
    const page = await (await fetch(`${platform.nodes[0]?.internalUrl}/metrics`)).text()
    return Number(/^judge_runner_messages_dropped_total\{channel="heartbeat"\S* (\d+)/m.exec(page)?.[1] ?? 0)
  }
  const speed = { cpuRatio: 1, pageMicros: 1, step: 1 }
  const rust = { id: 'rust', version: '1' }
  const bad: object[] = [
    ...[1_000_000, 1e12, -1, 1.5, '8', null].map((slots) => ({ slots })),
    ...[1_000_000, -1].map((busySlots) => ({ busySlots })),
    ...['', 'a'.repeat(42), 'a b', 'a\0', 'a\n', 7].map((runnerId) => ({ runnerId })),
    ...['L'.repeat(21), 'L2\0'].map((sandboxLevel) => ({ sandboxLevel })),
    ...[{ cpuRatio: 1e300 }, { cpuRatio: 0 }, { pageMicros: -1 }, { step: 1000 }].map((over) => ({
      speed: { ...speed, ...over },
    })),
    ...[[rust, rust], [{ ...rust, version: 'x'.repeat(41) }], [{ ...rust, id: 'cobol' }], {}].map((languages) => ({ languages })),
  ]
  for (const over of bad) await beat({ runnerId: 'bad', ...over })
  for (const text of ['', '{', 'null', '[]']) await platform.redis.publish(runnerHeartbeatChannel, text)
  await until('each was dropped and counted', async () => (await dropped()) === bad.length + 4)
  expect(await platform.db.query('SELECT id FROM runner')).toEqual([])
  await beat({ runnerId: 'large', slots: 1024, speed, languages: [] })
  await until('it is known', async () => (await platform.db.query('SELECT id FROM runner')).length === 1)
  await beat({ runnerId: 'large', slots: 0 })
  await until('it has left', async () => (await platform.db.query('SELECT id FROM runner')).length === 0)
})

test('every language is listed, and the ones that a runner has with their versions', async () => {
  const before = await listLanguages()
  expect(before.map(({ id }) => id)).toEqual([...languageIds])
  expect(before.filter(({ isAvailable }) => isAvailable)).toEqual([])
  // Who comes from elsewhere asks before the first submission.
  expect(before.find(({ id }) => id === 'cpp')?.flags).toContain('-DONLINE_JUDGE')
  await until('the runner is known', async () => {
    await beat()
    return (await listLanguages()).some(({ isAvailable }) => isAvailable)
  })
  expect((await listLanguages()).filter(({ isAvailable }) => isAvailable)).toEqual([
    { id: 'csharp', name: 'C#', version: '6.12.0', flags: languageFlags.csharp, isAvailable: true },
    { id: 'rust', name: 'Rust', version: '1.85.1', flags: languageFlags.rust, isAvailable: true },
  ])
})
