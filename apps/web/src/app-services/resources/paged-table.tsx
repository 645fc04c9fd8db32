'use client'

import { DataTable, type Column } from '../../ui/data-table'
import { Pager } from '../../ui/pager'
import { useErrorText } from '../errors/use-error-text'
import type { Pages } from './pages-of'

interface PagedTableProps<Row> {
  label: string
  columns: Readonly<Record<string, Column<Row>>>
  pages: Pages<Row>
  keyOf: (row: Row) => string
}

/** What is here of a list that comes page by page, as a table, and the way to more of it. */
export function PagedTable<Row>({ label, columns, pages, keyOf }: PagedTableProps<Row>) {
  const errorText = useErrorText()
  const rows = pages.items ?? []
  return (
    <>
      <DataTable label={label} columns={columns} rows={rows} keyOf={keyOf} />
      <Pager
        count={rows.length}
        hasMore={pages.hasMore}
        isLoading={pages.isLoadingMore}
        failure={pages.error && errorText(pages.error)}
        onMore={pages.more}
      />
    </>
  )
}
