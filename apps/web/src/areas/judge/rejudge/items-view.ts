import type { RejudgeItemsQuery } from '@eduscale/contracts/rejudge'
import type { Verdict } from '@eduscale/contracts/verdict'

/** What the table shows; it stands in the page's address, so that it can be passed on. */
export interface ItemsView {
  show: 'changed' | 'all'
  before: Verdict | null
  after: Verdict | null
}

export const verdictChoices = ['AC', 'WA', 'TLE', 'MLE', 'OLE', 'RTE', 'CE', 'IE'] as const satisfies readonly Verdict[]

export function readItemsView(query: Record<string, string | string[] | undefined>): ItemsView {
  const verdict = (value: string | string[] | undefined) => verdictChoices.find((known) => known === value) ?? null
  return { show: query['show'] === 'all' ? 'all' : 'changed', before: verdict(query['before']), after: verdict(query['after']) }
}

export function itemsQuery({ show, before, after }: ItemsView): RejudgeItemsQuery {
  return { show, ...(before && { before }), ...(after && { after }) }
}
