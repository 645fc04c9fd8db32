import type { KeyObject } from 'node:crypto'
import type { Db } from '@eduscale/db'
import type { Failpoints } from '@eduscale/platform/failpoint'
import type { Locks } from '@eduscale/platform/lock'
import type { Logger } from '@eduscale/platform/logger'
import type { Redis } from '@eduscale/platform/redis'
import type { ReadToken } from '../access/token-reader'
import type { ApiConfig } from './config'
import type { ApiMetrics } from './api-metrics'
import type { Hooks } from './hooks'
import type { AddressOf } from '../http/address'
import type { ItemTries } from './item-tries'
import type { RateLimits } from '../http/rate-limits'
import type { JudgeQueue } from '../queues/judge-queue'
import type { Publisher } from '../realtime/publisher'

/** What every feature is handed; main.ts builds the one there is. */
export interface AppContext {
  config: ApiConfig
  db: Db
  /** `pub` for short questions whose answers may stay away, `listener` for channels. */
  redis: { pub: Redis; listener: Redis }
  log: Logger
  locks: Locks
  failpoints: Failpoints
  metrics: ApiMetrics
  judgeQueue: JudgeQueue
  /** What fails of background loops. */
  tries: ItemTries
  /** Signs the records of battles; null where none was set up. */
  recordKey: KeyObject | null
  publisher: Publisher
  hooks: Hooks
  rates: RateLimits
  /** Whose a token is. */
  readToken: ReadToken
  addressOf: AddressOf
}
