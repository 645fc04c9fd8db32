import type { Db } from '@eduscale/db'
import { Gauge, type Registry } from '@eduscale/platform/metrics'
import type { Logger } from '@eduscale/platform/logger'
import { findOldestWriter, liesInFuture, readConsumerStates } from './facts.queries'

/** A transaction that writes for longer holds everybody's facts back, and is named in the log. */
const longWriteSeconds = 20

/** How far consumers are behind, and who holds them back; looked at when the gauges are. */
export function createFactGauges({ db, log, registry }: { db: Db; log: Logger; registry: Registry }): () => Promise<void> {
  const registers = [registry]
  const lag = new Gauge({
    name: 'facts_lag_seconds',
    help: 'Age of the oldest fact that a consumer has not read',
    labelNames: ['consumer'],
    registers,
  })
  const kept = new Gauge({
    name: 'facts_failed',
    help: 'Facts that a consumer could not apply: waiting to be tried again, or set aside, which somebody must look at',
    labelNames: ['consumer', 'state'],
    registers,
  })
  const writer = new Gauge({
    name: 'facts_oldest_writer_seconds',
    help: 'How long the oldest transaction has been writing: facts since its start wait for its end',
    registers,
  })
  const ahead = new Gauge({
    name: 'facts_in_future',
    help: '1 after a logical restore, until `npm run -s facts -- rebase`: facts of now would never be read',
    registers,
  })
  let warnedOf: number | null = null
  return async () => {
    const states = await readConsumerStates(db)
    // One that was forgotten would stay as far behind as it was.
    lag.reset()
    kept.reset()
    for (const { consumer, lagSeconds, waiting, setAside } of states) {
      lag.set({ consumer }, lagSeconds)
      kept.set({ consumer, state: 'waiting' }, waiting)
      kept.set({ consumer, state: 'set_aside' }, setAside)
    }
    const isAhead = await liesInFuture(db)
    if (isAhead) log.error('the facts are from another server and lie in the future: run `npm run -s facts -- rebase`')
    ahead.set(isAhead ? 1 : 0)
    const oldest = await findOldestWriter(db)
    writer.set(oldest?.seconds ?? 0)
    if (oldest === null || oldest.seconds < longWriteSeconds) warnedOf = null
    else if (warnedOf !== oldest.pid) {
      warnedOf = oldest.pid
      log.warn({ pid: oldest.pid, of: oldest.name, seconds: Math.round(oldest.seconds) }, 'a transaction holds all facts back')
    }
  }
}
