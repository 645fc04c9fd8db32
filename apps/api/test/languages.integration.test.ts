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

test('every language is listed, and the ones that a runner has with their versions', async () => {
  const before = await listLanguages()
  expect(before.map(({ id }) => id)).toEqual([...languageIds])
  expect(before.filter(({ isAvailable }) => isAvailable)).toEqual([])
  // Who comes from elsewhere asks before the first submission.
  expect(before.find(({ id }) => id === 'cpp')?.flags).toContain('-DONLINE_JUDGE')
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
  await until('the runner is known', async () => {
    await platform.redis.publish(runnerHeartbeatChannel, JSON.stringify(heartbeat))
    return (await listLanguages()).some(({ isAvailable }) => isAvailable)
  })
  expect((await listLanguages()).filter(({ isAvailable }) => isAvailable)).toEqual([
    { id: 'csharp', name: 'C#', version: '6.12.0', flags: languageFlags.csharp, isAvailable: true },
    { id: 'rust', name: 'Rust', version: '1.85.1', flags: languageFlags.rust, isAvailable: true },
  ])
})
