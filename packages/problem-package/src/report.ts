export const reportLevels = ['understood', 'ignored', 'refused'] as const
export type ReportLevel = (typeof reportLevels)[number]

export interface ReportLine {
  level: ReportLevel
  /** In the package; '' for all of it. */
  path: string
  what: string
}

/** A report is read by a person: one that grows with the package says nothing. */
const maxLines = 400

/** What was made of a package. A refused line means that it can't be judged rightly, so that it must not be imported. */
export class Report {
  readonly #lines = new Map<string, ReportLine>()

  understood(path: string, what: string): void {
    this.#add({ level: 'understood', path, what })
  }

  ignored(path: string, what: string): void {
    this.#add({ level: 'ignored', path, what })
  }

  refused(path: string, what: string): void {
    this.#add({ level: 'refused', path, what })
  }

  get lines(): ReportLine[] {
    return [...this.#lines.values()]
  }

  get isRefused(): boolean {
    return this.lines.some((line) => line.level === 'refused')
  }

  #add(line: ReportLine): void {
    const what = line.what.replaceAll(/\s+/g, ' ').trim().slice(0, 300)
    const key = JSON.stringify([line.level, line.path, what])
    // A refusal is never crowded out.
    if (this.#lines.size < maxLines || line.level === 'refused') this.#lines.set(key, { ...line, what })
  }
}

export function describeReportLine({ level, path, what }: ReportLine): string {
  return `${level.padEnd(10)} ${path === '' ? '' : `${path}: `}${what}`
}
