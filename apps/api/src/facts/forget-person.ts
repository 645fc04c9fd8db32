import type { PersonData } from '../app/person-data'
import { forgetRows } from '../app/person-data.queries'
import type { Consumer } from './deliver-facts'

/** What an area's tables have of somebody goes, or is changed, once they are deleted. `area` is part of the consumer's name. */
export function forgetPerson(area: string, data: readonly PersonData[]): Consumer {
  return {
    name: `${area}-forgets`,
    types: ['account-deleted'],
    apply: async (tx, { subject }) => forgetRows(tx, data, subject),
  }
}
