import { setTimeout as sleep } from 'node:timers/promises'
import { connectBattles, play, quantile, reconnectAll, type Figures, type Side } from './battles/load'
import { cpuUs, residentKb } from './battles/process-figures'
import { endBattles, judgeQuietly, seedBattles } from './battles/seed-battles'
import { measureSpectators } from './battles/spectators'
import { startWorlds, type BenchWorlds, type Nodes } from './battles/worlds'
import { median, type Row } from './table/rows'

// What battles cost over a bare relay of Socket.io and its Redis adapter, under the same load: a cursor of each player each second, a
// submission each ten (stored and queued; nobody runs it). The generator shares the machine, so latencies are of a busy one; CPU is the nodes' own.

const battles = Number(process.env['BENCH_BATTLES'] ?? 300)
const crowd = Number(process.env['BENCH_CROWD'] ?? 1_000)
const connections = Number(process.env['BENCH_CONNECTIONS'] ?? 1_000)
const reconnecting = Number(process.env['BENCH_RECONNECTS'] ?? 5_000)
const spectators = Number(process.env['BENCH_SPECTATORS'] ?? 5_000)
const knees = (process.env['BENCH_KNEE'] ?? '400,700,1000,1500').split(',').map(Number)
const rounds = 3
/** The machine is shared, and what a microsecond of CPU does changes from one minute to the next: short turns, in pairs. */
const turns = 7
/** Programs that have just been started are slow until V8 has compiled what they do often: this long isn't counted. */
const compilingMs = 90_000
const warmMs = 2_000
const measureMs = 8_000
const updatesAloneMs = 4_000
const updateGoalMs = 50

interface Round {
  /** Of cursors alone. */
  cpuAloneUs: number
  /** With the submissions, counted by update. */
  cpuPerUpdateUs: number
  updateP50Ms: number
  updateP99Ms: number
  ackP50Ms: number
  ackP99Ms: number
  lost: number
}

const say = (line: string): void => console.error(line)

/** Which of its parts are run: all, unless said otherwise. */
const parts = (process.env['BENCH_PARTS'] ?? 'memory,cpu,knee,reconnects,spectators').split(',')

export async function run(): Promise<Row[]> {
  say('PostgreSQL, Redis, two api nodes, two bare relays ...')
  const worlds = await startWorlds()
  try {
    const rows: Row[] = []
    if (parts.includes('memory')) rows.push(await compareMemory(worlds))
    for (const nodes of [worlds.bare, worlds.ours]) await playUntilCompiled(worlds, nodes)
    if (parts.includes('cpu')) rows.push(...(await comparePlay(worlds)))
    if (parts.includes('knee')) rows.push(await findKnee(worlds))
    if (parts.includes('reconnects')) rows.push(await measureReconnects(worlds))
    if (parts.includes('spectators')) rows.push(await compareSpectators(worlds))
    return rows
  } finally {
    await worlds.close()
  }
}

async function comparePlay(worlds: BenchWorlds): Promise<Row[]> {
  const usual = await playInTurns(worlds, battles)
  const crowded = await playInTurns(worlds, crowd)
  return [...compareCpu(usual, battles), ...compareCpu(crowded, crowd), ...compareTimes(usual)]
}

/** Of fresh processes: it comes first. In turns, since what a process holds leaps by chance. */
async function compareMemory(worlds: BenchWorlds): Promise<Row> {
  const found: Record<Nodes['name'], number[]> = { bare: [], ours: [] }
  for (let turn = 1; turn <= rounds; turn += 1)
    for (const nodes of [worlds.bare, worlds.ours]) found[nodes.name].push(await measureMemory(worlds, nodes))
  say(`memory per connection, KB: ${JSON.stringify(found)}`)
  const both = [median(found.bare), median(found.ours)] as const
  return rowOf('memory per connection', both, 'KB', '<= 1.4 x bare', 1.4)
}

async function compareSpectators(worlds: BenchWorlds): Promise<Row> {
  const both = await measureSpectators(worlds, spectators)
  return rowOf(`CPU per delivery, ${spectators} spectators of one battle`, both, 'us', '<= 1.2 x bare', 1.2)
}

async function playUntilCompiled(worlds: BenchWorlds, nodes: Nodes): Promise<void> {
  const figures = noFigures()
  const sides = await connectBattles(await seedBattles(worlds, crowd), nodes.urls, figures)
  await play(sides, { forMs: compilingMs, submits: true }, figures)
  await leave(worlds, sides)
}

/** Both have all their battles open, and take turns: whatever slows the machine down meets both alike. */
async function playInTurns(worlds: BenchWorlds, count: number): Promise<Measured> {
  const measured: Measured = { ours: [], bare: [] }
  const bare = await openBattles(worlds, worlds.bare, count)
  const ours = await openBattles(worlds, worlds.ours, count)
  try {
    for (let turn = 1; turn <= turns; turn += 1) {
      for (const open of turn % 2 === 1 ? [bare, ours] : [ours, bare]) {
        const round = await measureRound(open)
        measured[open.nodes.name].push(round)
        say(`${count} battles, turn ${turn}, ${open.nodes.name}: ${JSON.stringify(round)}`)
      }
    }
    return measured
  } finally {
    await leave(worlds, [...bare.sides, ...ours.sides])
    for (const open of [bare, ours]) clearInterval(open.judging)
  }
}

interface OpenBattles {
  nodes: Nodes
  sides: Side[]
  figures: Figures
  judging: NodeJS.Timeout
}

async function openBattles(worlds: BenchWorlds, nodes: Nodes, count: number): Promise<OpenBattles> {
  const figures = noFigures()
  const sides = await connectBattles(await seedBattles(worlds, count), nodes.urls, figures)
  const judging = setInterval(() => void judgeQuietly(worlds.query).catch(() => {}), 1_000)
  await play(sides, { forMs: warmMs, submits: false }, figures)
  return { nodes, sides, figures, judging }
}

async function measureRound({ nodes, sides, figures }: OpenBattles): Promise<Round> {
  const cpuPerUpdate = async (forMs: number, submits: boolean) => {
    Object.assign(figures, noFigures())
    const before = cpuUs(nodes.pids)
    await play(sides, { forMs, submits }, figures)
    return Math.round((cpuUs(nodes.pids) - before) / figures.updates)
  }
  const cpuAloneUs = await cpuPerUpdate(updatesAloneMs, false)
  const cpuPerUpdateUs = await cpuPerUpdate(measureMs, true)
  if (figures.refused > 0) say(`${figures.refused} submissions were refused`)
  return {
    cpuAloneUs,
    cpuPerUpdateUs,
    updateP50Ms: quantile(figures.updateMs, 0.5),
    updateP99Ms: quantile(figures.updateMs, 0.99),
    ackP50Ms: quantile(figures.ackMs, 0.5),
    ackP99Ms: quantile(figures.ackMs, 0.99),
    lost: figures.updates - figures.updateMs.length,
  }
}

/** What a connection in a room adds to fresh processes that have seen some already. */
async function measureMemory(worlds: BenchWorlds, nodes: Nodes): Promise<number> {
  const figures = noFigures()
  const some = await connectBattles(await seedBattles(worlds, connections / 10), nodes.urls, figures)
  await sleep(1_000)
  const before = await residentKb(nodes.pids)
  const sides = await connectBattles(await seedBattles(worlds, connections / 2), nodes.urls, figures)
  await sleep(2_000)
  const perConnection = ((await residentKb(nodes.pids)) - before) / sides.length
  await leave(worlds, [...some, ...sides])
  return perConnection
}

async function leave(worlds: BenchWorlds, sides: readonly Side[]): Promise<void> {
  for (const side of sides) side.client.close()
  await endBattles(worlds.query)
  await sleep(1_500)
}

type Measured = Record<Nodes['name'], Round[]>

function medians(measured: Measured, what: keyof Round): readonly [number, number] {
  const of = (name: Nodes['name']) => median(measured[name].map((round) => round[what]))
  return [of('bare'), of('ours')]
}

/** The ratio is the median of the turns' own: those of one pair stood beside each other. */
function compareCpu(measured: Measured, count: number): Row[] {
  const compare = (metric: string, what: 'cpuPerUpdateUs' | 'cpuAloneUs'): Row => {
    const ratio = median(measured.ours.map((round, turn) => round[what] / (measured.bare[turn]?.[what] ?? Number.NaN)))
    return { ...rowOf(metric, medians(measured, what), 'us', '<= 1.25 x bare (0.6 x)', 1.25), ratio, ok: ratio <= 1.25 }
  }
  return [
    compare(`CPU per update, ${count} battles`, 'cpuPerUpdateUs'),
    compare(`CPU per update, ${count} battles, nobody submits`, 'cpuAloneUs'),
  ]
}

function compareTimes(measured: Measured): Row[] {
  const [, updateP99] = medians(measured, 'updateP99Ms')
  const [, ackP99] = medians(measured, 'ackP99Ms')
  return [
    {
      ...rowOf(`update, p99, ${battles} battles`, medians(measured, 'updateP99Ms'), 'ms', `<= ${updateGoalMs} ms`, 1),
      ok: updateP99 <= updateGoalMs,
    },
    { ...rowOf('update, median', medians(measured, 'updateP50Ms'), 'ms', 'none set: an update waits for its tick', 1), ok: true },
    { ...rowOf('durable ack, median', medians(measured, 'ackP50Ms'), 'ms', 'none set: the floor stores nothing', 1), ok: true },
    rowOf('durable ack, p99, over an update’s', [updateP99, ackP99], 'ms', '<= 4 x update p99', 4),
  ]
}

function rowOf(metric: string, [floor, value]: readonly [number, number], unit: string, goal: string, atMost: number): Row {
  return { metric, value, unit, floor, ratio: value / floor, goal, ok: value <= atMost * floor }
}

/** As many battles as are carried with updates in time and none lost, the generator beside them. */
async function findKnee(worlds: BenchWorlds): Promise<Row> {
  let carried = 0
  for (const count of knees) {
    const open = await openBattles(worlds, worlds.ours, count)
    const { updateP99Ms, cpuPerUpdateUs } = await measureRound(open)
    clearInterval(open.judging)
    await leave(worlds, open.sides)
    say(`${count} battles: update p99 ${updateP99Ms.toFixed(1)} ms, ${cpuPerUpdateUs} us of CPU per update`)
    if (updateP99Ms > updateGoalMs) break
    carried = count
  }
  const metric = `battles with update p99 <= ${updateGoalMs} ms (${knees.join(', ')})`
  return { metric, value: carried, unit: '', floor: null, ratio: null, goal: '>= 1000', ok: carried >= 1_000 }
}

/** Everybody is thrown out and comes back at once; until each is in its room and knows the log. */
async function measureReconnects(worlds: BenchWorlds): Promise<Row> {
  const took: Record<Nodes['name'], number[]> = { ours: [], bare: [] }
  const figures = noFigures()
  for (const nodes of [worlds.bare, worlds.ours]) {
    const sides = await connectBattles(await seedBattles(worlds, reconnecting / 2), nodes.urls, figures)
    for (let round = 0; round < rounds; round += 1) {
      await sleep(1_000)
      const startedAt = performance.now()
      await reconnectAll(sides, figures)
      took[nodes.name].push((performance.now() - startedAt) / 1_000)
    }
    await leave(worlds, sides)
  }
  return rowOf(`${reconnecting} clients reconnect`, [median(took.bare), median(took.ours)], 's', '<= 3 x bare', 3)
}

function noFigures(): Figures {
  return { updates: 0, updateMs: [], ackMs: [], refused: 0 }
}
