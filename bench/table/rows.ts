/** One measured figure. `floor` is what the same work costs with nothing of ours around it, `ratio` is value over floor. */
export interface Row {
  metric: string
  value: number
  unit: string
  floor: number | null
  ratio: number | null
  /** In words, since some goals are about the value and some about the ratio. */
  goal: string
  ok: boolean
}

export interface Bench {
  run: (options: { json: boolean }) => Promise<Row[]>
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function printRows(rows: readonly Row[]): void {
  for (const row of rows) {
    const floor = row.floor === null ? '' : `floor ${format(row.floor)} ${row.unit}`
    const ratio = row.ratio === null ? '' : `x ${row.ratio.toFixed(2)}`
    console.log(
      `${row.ok ? 'ok  ' : 'MISS'} ${row.metric.padEnd(44)} ${`${format(row.value)} ${row.unit}`.padStart(14)}  ${floor.padStart(18)} ${ratio.padStart(7)}  goal ${row.goal}`,
    )
  }
}

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3)
}
