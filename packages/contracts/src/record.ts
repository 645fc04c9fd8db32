import { z } from 'zod'
import { battleOrigins } from './battle'
import { problemSchema } from './problem'

/** The second one's problem may have its statement in several languages; whoever knows the first alone would find it changed. */
export const recordFormats = ['eduscale-battle-record/1', 'eduscale-battle-record/2'] as const

/** One event as it was written; `d` is kept as it is, since the hash is over it. */
export const recordedEventSchema = z.object({
  seq: z.number().int().min(1),
  at: z.iso.datetime(),
  actor: z.uuid().nullable(),
  t: z.string(),
  d: z.record(z.string(), z.unknown()),
  /** SHA-256, hexadecimal, over the hash before it and all of the above (package record says how). */
  hash: z.string(),
})
export type RecordedEvent = z.infer<typeof recordedEventSchema>

/** `GET /v1/battles/:id/record`: all that is needed to check a battle that is over, without asking anybody. */
export const battleRecordSchema = z.object({
  format: z.enum(recordFormats),
  battle: z.object({ id: z.uuid(), originKind: z.enum(battleOrigins), originKey: z.string() }),
  events: z.array(recordedEventSchema).min(1).max(100_000),
  /** What the commit in the event of the countdown is over; null when the battle never started. */
  sealed: z.object({ key: z.string(), problem: problemSchema, testSetHash: z.string() }).nullable(),
  /** Ed25519, SPKI, base64url. */
  publicKey: z.string(),
  /** Over the canonical JSON of all of the above; base64url. */
  signature: z.string(),
})
export type BattleRecord = z.infer<typeof battleRecordSchema>

/** `GET /v1/record-key`: Ed25519, SPKI, base64url. */
export const recordKeySchema = z.object({ publicKey: z.string() })
