import { createDb } from '@eduscale/db'
import * as queries from '../apps/api/src/tools'
import { findDatabaseUrl } from './setup/running-platform'

/** `npm run -s facts -- list | retry CONSUMER FACT | skip CONSUMER FACT | forget CONSUMER | rebase`: what the consumers of facts couldn't apply. */
const usage = 'usage: npm run -s facts -- list | retry CONSUMER FACT | skip CONSUMER FACT | forget CONSUMER | rebase'

const db = createDb({ url: findDatabaseUrl(process.env), poolSize: 1, applicationName: 'facts' })
try {
  console.log(await run(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
} finally {
  await db.$disconnect()
}

async function run([action, consumer, fact, ...rest]: string[]): Promise<string> {
  if (rest.length > 0) throw new Error(usage)
  if (action === 'list' && consumer === undefined) return list()
  if (action === 'forget' && consumer !== undefined && fact === undefined) return forget(consumer)
  if (action === 'rebase' && consumer === undefined) return rebase()
  if ((action !== 'retry' && action !== 'skip') || consumer === undefined || !/^\d{1,18}$/.test(fact ?? ''))
    throw new Error(usage)
  const change = action === 'retry' ? queries.retryFact : queries.skipFact
  if (!(await change(db, consumer, BigInt(fact ?? '')))) throw new Error(`${consumer} has no fact ${fact} that failed; see list`)
  return action === 'retry' ? `${consumer} gets fact ${fact} again at once` : `${consumer} never gets fact ${fact}`
}

async function list(): Promise<string> {
  const [states, failed] = [await queries.readConsumerStates(db), await queries.listRetries(db)]
  return [
    ...states.map(({ consumer, lagSeconds, waiting, setAside }) =>
      [`${consumer}: ${Math.round(lagSeconds)} s behind`, `${waiting} to be tried again`, `${setAside} set aside`].join(', '),
    ),
    ...failed.map(({ consumer, factId, type, subject, tries, error, nextAt }) =>
      [consumer, factId, type, subject, `${tries} tries`, nextAt ? `again at ${nextAt.toISOString()}` : 'set aside', error].join(
        '  ',
      ),
    ),
  ].join('\n')
}

async function forget(consumer: string): Promise<string> {
  if (!(await queries.forgetConsumer(db, consumer))) throw new Error(`there is no consumer ${consumer}; see list`)
  return `${consumer} is forgotten: no fact is kept for it any more (if it still runs, it goes on where it was)`
}

async function rebase(): Promise<string> {
  const isDone = await queries.rebaseFacts(db)
  return isDone ? 'facts and cursors are in the past now, in their order' : 'nothing lies in the future: nothing to do'
}
