import type { ErrorCode } from './errors'

/** The HTTP status of each refusal. */
export const httpStatus: Readonly<Record<ErrorCode, number>> = {
  'bad-request': 400,
  'too-large': 413,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'name-taken': 409,
  'wrong-password': 401,
  'rate-limited': 429,
  'unknown-language': 400,
  'wrong-state': 409,
  'not-a-player': 403,
  'already-playing': 409,
  'already-queued': 409,
  'invite-closed': 410,
  'room-full': 409,
  'too-few-problems': 409,
  'has-watched': 403,
  'too-many-submissions': 429,
  'execution-suspended': 503,
  'queue-full': 503,
  'queue-penalty': 403,
  'bot-away': 503,
  unavailable: 503,
  internal: 500,
}
