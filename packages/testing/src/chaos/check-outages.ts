type Query = <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>

/** An interruption of judging, milliseconds since the epoch; the last one may not be over. */
interface Outage {
  from: number
  until: number
}

/** What is shorter may pass unnoticed, and so may a moment of judging between two outages. */
const noticedAfterMs = 2_000
/** An outage as long as this is noticed under any of the faults. */
const mustBeNoticedAfterMs = 6_000

/** Notes each change of `execution_state`, which keeps the last one only. */
export async function noteOutages(query: Query): Promise<void> {
  await query('CREATE TABLE chaos_outage (n serial PRIMARY KEY, state text NOT NULL, since timestamptz(3) NOT NULL)')
  await query(`CREATE FUNCTION chaos_note() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO chaos_outage (state, since) VALUES (NEW.state, NEW.since); RETURN NULL; END $$`)
  await query(`CREATE TRIGGER chaos_note AFTER UPDATE ON execution_state FOR EACH ROW
    WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION chaos_note()`)
}

/**
 * I13: a battle's clock stands exactly as long as judging was interrupted, by the instants of the interruption, and stands in each that
 * lasts. (That the end moves by what it says of itself is seen in its log.)
 */
export async function checkOutages(query: Query, battleIds: readonly string[]): Promise<string[]> {
  const changes = await query<{ state: string; at: number }>(
    'SELECT state, (extract(epoch FROM since) * 1000)::float8 AS at FROM chaos_outage ORDER BY n',
  )
  const outages = changes.flatMap(({ state, at }, index): Outage[] =>
    state === 'suspended' ? [{ from: at, until: changes[index + 1]?.at ?? Number.POSITIVE_INFINITY }] : [],
  )
  const events = await query<{ id: string; type: string; at: number; data: Record<string, unknown> }>(
    `SELECT battle_id::text AS id, type, (extract(epoch FROM at) * 1000)::float8 AS at, data FROM battle_event
      WHERE battle_id = ANY($1) AND type IN
        ('battle:started', 'battle:suspended', 'battle:resumed', 'battle:judging', 'battle:finished', 'battle:voided')
      ORDER BY battle_id, seq`,
    [battleIds],
  )
  return battleIds.flatMap((battleId) => {
    const log = events.filter(({ id }) => id === battleId)
    const startedAt = instant(log.find(({ type }) => type === 'battle:started')?.data['startsAt'])
    const overAt = log.find(({ type }) => ['battle:judging', 'battle:finished', 'battle:voided'].includes(type))?.at ?? Infinity
    const suspensions = log.flatMap(({ type, data }, index): Outage[] => {
      if (type !== 'battle:suspended') return []
      const from = instant(data['since'])
      const next = log[index + 1]
      return [{ from, until: next?.type === 'battle:resumed' ? from + Number(next.data['outageMs']) : Number.NaN }]
    })
    const wrong = suspensions.filter((suspension) => !isExplained(suspension, outages, startedAt))
    const missed = outages.filter(
      ({ from, until }) =>
        until - from > mustBeNoticedAfterMs &&
        startedAt <= from &&
        overAt > until &&
        !suspensions.some((suspension) => suspension.from <= from && !(suspension.until < until)),
    )
    return [
      ...wrong.map(({ from, until }) => `I13 ${battleId}: was suspended from ${iso(from)} to ${iso(until)}, and judging was not`),
      ...missed.map(({ from, until }) => `I13 ${battleId}: went on while nothing was judged, from ${iso(from)} to ${iso(until)}`),
    ]
  })
}

/** From an outage's beginning, or the start, to the end of it or of one that followed at once. Whatever ends while it is suspended has no end. */
function isExplained({ from, until }: Outage, outages: readonly Outage[], startedAt: number): boolean {
  const first = outages.findIndex((outage) => outage.until > from && Math.max(outage.from, startedAt) === from)
  if (first < 0) return false
  if (Number.isNaN(until)) return true
  const last = outages.findIndex((outage, index) => index >= first && outage.until === until)
  if (last < 0) return false
  return outages.slice(first + 1, last + 1).every((outage, index) => {
    const before = outages[first + index]
    return before !== undefined && outage.from - before.until < noticedAfterMs
  })
}

function instant(text: unknown): number {
  return Date.parse(String(text))
}

function iso(at: number): string {
  return Number.isFinite(at) ? new Date(at).toISOString() : 'the end'
}
