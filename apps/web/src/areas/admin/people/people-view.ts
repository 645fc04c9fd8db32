import type { PeopleQuery } from '@eduscale/contracts/person'

export interface PeopleView {
  search: string
  show: NonNullable<PeopleQuery['show']>
}

export const showChoices = ['all', 'with-role', 'banned'] as const satisfies readonly PeopleView['show'][]

/** Of an address, whatever is in it. */
export function readPeopleView(query: Readonly<Record<string, string | string[] | undefined>>): PeopleView {
  const { search, show } = query
  return {
    search: typeof search === 'string' ? search.slice(0, 64) : '',
    show: showChoices.find((choice) => choice === show) ?? 'all',
  }
}

/** As it stands in an address: nothing that is as usual. */
export function peopleAddress({ search, show }: PeopleView): string {
  const query = new URLSearchParams({ ...(search !== '' && { search }), ...(show !== 'all' && { show }) }).toString()
  return query === '' ? '?' : `?${query}`
}
