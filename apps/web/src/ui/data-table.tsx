import type { ReactNode } from 'react'
import styles from './data-table.module.css'
import { ScrollArea } from './scroll-box'

export interface Column<Row> {
  title: string
  cell: (row: Row) => ReactNode
  /** Where what is in this column matters more than in other rows. */
  isMarked?: (row: Row) => boolean
}

interface DataTableProps<Row> {
  label: string
  /** By their keys, from the left. */
  columns: Readonly<Record<string, Column<Row>>>
  rows: readonly Row[]
  keyOf: (row: Row) => string
}

/** Rows of facts; wider than a phone it is moved sideways, by keyboard too. */
export function DataTable<Row>({ label, columns, rows, keyOf }: DataTableProps<Row>) {
  const entries = Object.entries(columns)
  return (
    <ScrollArea label={label} className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            {entries.map(([key, { title }]) => (
              <th key={key} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {entries.map(([key, { cell, isMarked }]) => (
                <td key={key} data-marked={isMarked?.(row) || undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}
