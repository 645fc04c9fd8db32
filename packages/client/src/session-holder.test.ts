import type { Access } from '@eduscale/contracts/account'
import { expect, test } from 'vitest'
import { ApiError } from './http-client'
import { SessionHolder } from './session-holder'

const user = {} as Access['user']
const life = 300_000
const away = () => Promise.reject(new ApiError(0, { code: 'unavailable', message: 'No server answered.' }))
const over = () => Promise.reject(new ApiError(401, { code: 'unauthenticated', message: 'You are signed out.' }))

function hold(refresh: () => Promise<Access>) {
  const clock = { now: 1_000 }
  const holder = new SessionHolder({
    access: { token: 'first', expiresInMs: life, user },
    refresh,
    now: () => clock.now,
  })
  return { holder, clock }
}

function counting() {
  const state = { asked: 0 }
  const refresh = async (): Promise<Access> => ({ token: `token ${(state.asked += 1)}`, expiresInMs: life, user })
  return { state, refresh }
}

test('twenty who ask at once are answered by one renewal', async () => {
  const { state, refresh } = counting()
  const { holder, clock } = hold(refresh)
  expect(await holder.getToken()).toBe('first')
  clock.now += life
  expect(new Set(await Promise.all(Array.from({ length: 20 }, async () => holder.getToken())))).toEqual(new Set(['token 1']))
  expect(state.asked).toBe(1)
})

test('whoever is refused by a token that was replaced meanwhile asks for no other', async () => {
  const { state, refresh } = counting()
  const { holder } = hold(refresh)
  expect(await Promise.all([holder.renew('first'), holder.renew('first')])).toEqual(['token 1', 'token 1'])
  expect(await holder.renew('first')).toBe('token 1')
  expect(state.asked).toBe(1)
})

test('that no server answers is no sign-out: what holds goes on, and is asked for again', async () => {
  let refresh: () => Promise<Access> = away
  const { holder, clock } = hold(() => refresh())
  clock.now += life * 0.9
  expect(await holder.getToken()).toBe('first')
  clock.now += life
  // It has run out: whether it still leads on is for a node to say.
  expect(await holder.getToken()).toBe('first')
  await expect(holder.renew('first')).rejects.toMatchObject({ code: 'unavailable' })
  const { state, refresh: answers } = counting()
  refresh = answers
  // Who asks again and again doesn't ask the server each time.
  expect([await holder.getToken(), state.asked]).toEqual(['first', 0])
  clock.now += 5_000
  expect(await holder.getToken()).toBe('token 1')
})

test('only a refusal that says so ends it', async () => {
  const { holder } = hold(over)
  expect(await holder.renew('first')).toBeNull()
  expect(holder.current).toBeNull()
})
