import type { ErrorCode } from '@eduscale/contracts/errors'

export const httpStatus: Record<ErrorCode, number> = {
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
  'too-many-submissions': 429,
  'execution-suspended': 503,
  'queue-full': 503,
  unavailable: 503,
  internal: 500,
}
