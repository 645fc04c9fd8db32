import { z } from 'zod'

/** Every error a user may be told of. The edges map each to an HTTP status in one place (api/src/realtime, api/src/http). */
export const errorCodes = [
  'bad-request',
  'too-large',
  'unauthenticated',
  'forbidden',
  'not-found',
  'name-taken',
  'wrong-password',
  'banned',
  'members-only',
  'proof-needed',
  'second-factor',
  'wrong-code',
  'no-second-factor',
  'no-passkeys',
  'wrong-passkey',
  'last-way-in',
  'no-mail',
  'link-spent',
  'email-taken',
  'provider-away',
  'provider-refused',
  'account-linked',
  'rate-limited',
  'unknown-language',
  'wrong-state',
  'not-a-player',
  'already-playing',
  'already-queued',
  'bot-away',
  'invite-closed',
  'room-full',
  'too-few-problems',
  'has-watched',
  'too-many-submissions',
  'draw-too-soon',
  'execution-suspended',
  'queue-full',
  'queue-penalty',
  'attempt-differs',
  'attempt-running',
  'served-elsewhere',
  'unavailable',
  'internal',
] as const
export const errorCodeSchema = z.enum(errorCodes)
export type ErrorCode = z.infer<typeof errorCodeSchema>

/** The body of every HTTP error and the `err` of every refused command. */
export const errorBodySchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  /** Machine-readable detail, such as `retryAfterMs` or the first bad field. */
  data: z.record(z.string(), z.unknown()).optional(),
})
export type ErrorBody = z.infer<typeof errorBodySchema>

/** What a check of a schema says, and the code that it is refused with, where that isn't `bad-request`. */
export function tooLarge(message: string): { error: string; params: { code: ErrorCode } } {
  return { error: message, params: { code: 'too-large' } }
}
