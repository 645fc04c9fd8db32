import type { ErrorCode } from '../errors'
import type { Route } from './route'

/** What any route may refuse with: the request can't be read, comes too often or to the wrong node, or we have trouble. */
const ofAny = [
  'bad-request',
  'too-large',
  'unknown-language',
  'rate-limited',
  'served-elsewhere',
  'unavailable',
  'internal',
] as const
/** Where one must be somebody, and not just anybody. */
const ofClosed = ['unauthenticated', 'forbidden'] as const

/** All that a route refuses with. `isOpen`: strangers may call it. */
export function listRefusals({ refusals, repeating }: Route, isOpen: boolean): ErrorCode[] {
  const all: readonly ErrorCode[] = [
    ...(isOpen ? [] : ofClosed),
    // Pages of other sites change nothing.
    ...(repeating === undefined ? [] : (['forbidden'] as const)),
    ...refusals,
    ...(repeating === 'by-attempt' ? (['attempt-differs', 'attempt-running'] as const) : []),
    ...ofAny,
  ]
  return [...new Set(all)]
}
