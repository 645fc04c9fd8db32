import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { ProgramSession } from '../../packages/client/src/program-session'
import { pathOf } from '../../packages/contracts/src/routes/address'
import { createGuest, refreshSession } from '../../packages/contracts/src/routes/identity-addresses'
import { playersOrigin } from '../../packages/testing/src/players-origin'
import type { BenchWorlds } from '../battles/worlds'

const atOnce = 16

/** Signatures of such a token per second, one after the other on one core, with nothing around them. */
export async function signAlone(seconds: number): Promise<number> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const sign = () =>
    new SignJWT({ name: 'Guest Thoughtful Heron', kind: 'guest', roles: ['learner'], sid: randomUUID() })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'bench' })
      .setSubject(randomUUID())
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey)
  for (let index = 0; index < 500; index += 1) await sign()
  const began = performance.now()
  let signed = 0
  for (; performance.now() - began < seconds * 1_000; signed += 1) await sign()
  return signed / ((performance.now() - began) / 1_000)
}

/** Renewals per second of one node: each shows a key that is due, and gets the next one and a token. */
export async function refreshAll(worlds: BenchWorlds, jars: readonly ProgramSession[]): Promise<number> {
  await worlds.query(
    `UPDATE session SET rotated_at = rotated_at - interval '4 minutes', given_at = given_at - interval '4 minutes'`,
  )
  const url = `${worlds.ours.urls[0]}${pathOf(refreshSession)}`
  let next = 0
  const line = async (): Promise<void> => {
    for (let jar = jars[next++]; jar; jar = jars[next++]) {
      const before = jar.cookie
      const answer = await jar.fetch(url, { method: 'POST' })
      await answer.text()
      if (answer.status !== 200 || jar.cookie === before) throw new Error(`${answer.status}, and the key is the same`)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: atOnce }, line))
  return jars.length / ((performance.now() - began) / 1_000)
}

export async function openJars({ ours }: BenchWorlds, count: number): Promise<ProgramSession[]> {
  const jars = Array.from({ length: count }, () => new ProgramSession({ origin: playersOrigin }))
  let next = 0
  const line = async (): Promise<void> => {
    for (let jar = jars[next++]; jar; jar = jars[next++])
      await jar.fetch(`${ours.urls[0]}${pathOf(createGuest)}`, { method: 'POST' })
  }
  await Promise.all(Array.from({ length: atOnce }, line))
  return jars
}
