import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { BattleView } from '@eduscale/contracts/battle'
import { battleRecordSchema, type BattleRecord } from '@eduscale/contracts/record'
import { unseal } from '@eduscale/record/seal'
import { createRecordKey, signRecord } from '@eduscale/record/sign-record'
import { verifyRecord } from '@eduscale/record/verify-record'
import { readSubmission } from '@eduscale/testing/read-submission'
import { startDuel, TestPlayer } from '@eduscale/testing/test-player'
import { startTestPlatform, type TestPlatform } from '@eduscale/testing/test-platform'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const run = promisify(execFile)

let platform: TestPlatform
let record: BattleRecord
let trusted: string
let dir: string
let shown: BattleView | null
/** What the api answered to who asked for the record while the battle went on. */
let early: number

beforeAll(async () => {
  platform = await startTestPlatform({ nodes: 1, runner: true })
  dir = await mkdtemp(join(tmpdir(), 'record-'))
  const { battleId, host, friend } = await startDuel(platform.urls)
  const slug = host.room(battleId).state.view?.problem?.slug ?? ''
  early = (await host.http('GET', `/v1/battles/${battleId}/record`)).status
  await friend.submit(battleId, await readSubmission(slug, 'wrong_answer'))
  await host.submit(battleId, await readSubmission(slug, 'accepted'))
  shown = await host.sees(battleId, 'the end', (view) => view.state === 'FINISHED')
  record = battleRecordSchema.parse((await host.http('GET', `/v1/battles/${battleId}/record`)).body)
  trusted = String((await host.http('GET', '/v1/record-key')).body['publicKey'])
  host.leave()
  friend.leave()
}, 900_000)

afterAll(async () => {
  await rm(dir, { recursive: true, force: true })
  await platform.stop()
})

/** The names of the checks that fail. */
const failing = (given: BattleRecord) =>
  verifyRecord(given, trusted)
    .filter((check) => !check.ok)
    .map((check) => check.name)

function withEvent(type: string, change: (data: Record<string, unknown>) => Record<string, unknown>): BattleRecord {
  return { ...record, events: record.events.map((event) => (event.t === type ? { ...event, d: change(event.d) } : event)) }
}

describe('a signed record', () => {
  test('is there once the battle is over', () => {
    expect(early).toBe(409)
  })

  test('holds in all that can be checked', () => {
    expect(verifyRecord(record, trusted)).toEqual([
      expect.objectContaining({ name: 'signature', ok: true }),
      expect.objectContaining({ name: 'chain', ok: true }),
      expect.objectContaining({ name: 'key', ok: true }),
      expect.objectContaining({ name: 'transitions', ok: true }),
      expect.objectContaining({ name: 'statement', ok: true }),
      expect.objectContaining({ name: 'winner', ok: true }),
      expect.objectContaining({ name: 'rating', ok: true }),
    ])
  })

  test('tells of whatever is changed in it', () => {
    const loser = shown?.players[1]?.user.id
    expect(failing(withEvent('battle:finished', (data) => ({ ...data, winnerId: loser })))).toEqual([
      'signature',
      'chain',
      'winner',
    ])
    expect(failing(withEvent('battle:judged', (data) => ({ ...data, verdict: 'AC', points: 100 })))).toContain('winner')
    expect(failing({ ...record, events: record.events.filter((event) => event.t !== 'battle:submitted') })).toContain('chain')
    expect(failing({ ...record, sealed: record.sealed && { ...record.sealed, testSetHash: 'another' } })).toEqual([
      'signature',
      'statement',
    ])
  })

  test('is worth nothing when somebody else has signed it', () => {
    const { publicKey: _theirs, signature: _old, ...unsigned } = record
    const forged = signRecord(unsigned, createRecordKey('somebody else entirely'))
    expect(failing(forged)).toEqual(['key'])
  })

  test('of ratings that do not follow from the result, even one that the server has signed does not hold', () => {
    const {
      publicKey: _same,
      signature: _old,
      ...unsigned
    } = withEvent('battle:finished', (data) => ({
      ...data,
      ratings: Array.isArray(data['ratings']) ? data['ratings'].map((row: object) => ({ ...row, after: 3_000 })) : [],
    }))
    expect(failing(signRecord(unsigned, createRecordKey('somebody else entirely')))).toEqual(['chain', 'key', 'rating'])
  })

  test('of a ranked battle without its ratings, or of a casual one with some, does not hold', () => {
    const rulesOf = (data: Record<string, unknown>) => (data['rules'] ?? {}) as object
    for (const changed of [
      withEvent('battle:finished', (data) => ({ ...data, ratings: [] })),
      withEvent('battle:created', (data) => ({ ...data, rules: { ...rulesOf(data), isRanked: false } })),
    ]) {
      const { publicKey: _same, signature: _old, ...unsigned } = changed
      expect(failing(signRecord(unsigned, createRecordKey('somebody else entirely')))).toEqual(['chain', 'key', 'rating'])
    }
  })

  test('is checked offline by a command', async () => {
    const path = join(dir, 'record.json')
    await writeFile(path, JSON.stringify(record))
    const command = ['--import', 'tsx', 'scripts/verify-battle.ts']
    const { stdout } = await run(process.execPath, [...command, path, '--key', trusted, '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ battleId: record.battle.id, ok: true })
    await writeFile(path, JSON.stringify(withEvent('battle:finished', (data) => ({ ...data, winnerId: null }))))
    await expect(run(process.execPath, [...command, path])).rejects.toMatchObject({ code: 1 })
    await writeFile(path, '{"format": "something else"}')
    await expect(run(process.execPath, [...command, path])).rejects.toMatchObject({ code: 2 })
  })
})

test('the statement is there from the countdown on, sealed, and opens with what the start tells', async () => {
  const host = await TestPlayer.create(platform.urls)
  const friend = await TestPlayer.create(platform.urls)
  const stranger = await TestPlayer.create(platform.urls)
  const invite = await host.http('POST', '/v1/invites', { difficulty: 'easy', limitMinutes: 5, isRanked: false })
  const joined = await friend.http('POST', `/v1/invites/${String(invite.body['id'])}/join`)
  const battleId = String(joined.body['battleId'])
  await Promise.all([host.enter(battleId), friend.enter(battleId)])
  expect((await friend.http('GET', `/v1/battles/${battleId}/sealed`)).body).toEqual({ sealed: null })
  expect((await stranger.http('GET', `/v1/battles/${battleId}/sealed`)).status).toBe(403)
  expect(friend.room(battleId).state.view?.problemKey).toBeNull()
  await Promise.all([host, friend].map((player) => player.command(battleId, { t: 'battle:ready', d: {} })))
  await friend.sees(battleId, 'the countdown', (seen) => seen.state === 'COUNTDOWN')
  const sealed = await friend.http('GET', `/v1/battles/${battleId}/sealed`)
  expect(sealed.status).toBe(200)
  const view = await friend.sees(battleId, 'the start', (seen) => seen.state === 'RUNNING')
  expect((await friend.http('GET', `/v1/battles/${battleId}/sealed`)).body).toEqual({ sealed: null })
  expect(unseal(view.problemKey ?? '', String(sealed.body['sealed']))).toEqual(view.problem)
  host.leave()
  friend.leave()
})
