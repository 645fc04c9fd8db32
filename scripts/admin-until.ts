/** The end that `--for 30d` or `--until 2027-01-31` names; null where neither is given: for good. Throws what to write instead. */
export function readUntil(given: { for?: string | undefined; until?: string | undefined }, now: Date): Date | null {
  if (given.for !== undefined && given.until !== undefined) throw new Error('Say either --for or --until.')
  if (given.for !== undefined) return new Date(now.getTime() + readLength(given.for))
  if (given.until === undefined) return null
  const until = new Date(given.until)
  if (Number.isNaN(until.getTime()) || !/^\d{4}-\d\d-\d\d(T.*)?$/.test(given.until))
    throw new Error(`--until takes a day such as 2027-01-31, or an instant such as 2027-01-31T12:00:00Z, and not ${given.until}.`)
  if (until <= now) throw new Error(`${given.until} is over.`)
  if (until.getTime() > now.getTime() + mostMs) throw new Error('That is more than ten years; leave it out for good.')
  return until
}

const unitsMs: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const mostMs = 3_650 * 86_400_000

function readLength(text: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,4})([hdw])$/.exec(text) ?? []
  const lengthMs = Number(count) * (unitsMs[unit] ?? 0)
  if (lengthMs === 0) throw new Error(`--for takes hours, days or weeks, such as 12h, 30d or 2w, and not ${text}.`)
  if (lengthMs > mostMs) throw new Error('That is more than ten years; leave it out for good.')
  return lengthMs
}
