import { setTimeout as sleep } from 'node:timers/promises'
import { connectBattles, play, quantile, reconnectAll, type Figures, type Side } from './battles/load'
import { cpuUs, residentKb } from './battles/process-figures'
import { endBattles, judgeQuietly, seedBattles } from './battles/seed-battles'
import { measureSpectators } from './battles/spectators'
import { startWorlds, type BenchWorlds, type Nodes } from './battles/worlds'
import { median, type Row } from './rows'

// What battles cost over a bare relay of Socket.io and its Redis adapter, under the same load: a cursor of each player each second, a
// submission each ten (stored and queued; nobody runs it). The generator shares the machine, so latencies are of a busy one; CPU is the nodes' own.

const battles = Number(process.env['BENCH_BATTLES'] ?? 300)
const crowd = Number(process.env['BENCH_CROWD'] ?? 1_000)
const connections = Number(process.env['BENCH_CONNECTIONS'] ?? 1_000)
const reconnecting = Number(process.env['BENCH_RECONNECTS'] ?? 5_000)
const spectators = Number(process.env['BENCH_SPECTATORS'] ?? 5_000)
const knees = (process.env['BENCH_KNEE'] ?? '400,700,1000,1500').split(',').map(Number)
const rounds = 3
/** Programs that have just been started are slow until V8 has compiled what they do often: this long isn't counted. */
const compilingMs = 90_000
const warmMs = 2_000
const measureMs = 10_000
const updatesAloneMs = 6_000
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

export async function run(): Promise<Row[]> {
  say('PostgreSQL, Redis, two api nodes, two bare relays ...')
  const worlds = await startWorlds()
  try {
    const memory = [await measureMemory(worlds, worlds.bare), await measureMemory(worlds, worlds.ours)] as const
    for (const nodes of [worlds.bare, worlds.ours]) await playUntilCompiled(worlds, nodes)
    const usual = await playRounds(worlds, battles)
    const crowded = await playRounds(worlds, crowd)
    return [
      ...compareCpu(usual, battles),
      ...compareCpu(crowded, crowd),
      ...compareTimes(usual),
      rowOf('memory per connection', memory, 'KB', '<= 1.4 x bare', 1.4),
      await findKnee(worlds),
      ...(await measureReconnects(worlds)),
      rowOf(
        `CPU per delivery, ${spectators} spectators of one battle`,
        await measureSpectators(worlds, spectators),
        'us',
        '<= 1.2 x bare',
        1.2,
      ),
    ]
  } finally {
    await worlds.close()
  }
}

async function playUntilCompiled(worlds: BenchWorlds, nodes: Nodes): Promise<void> {
  const figures = noFigures()
  const sides = await connectBattles(await seedBattles(worlds.query, crowd), nodes.urls, figures)
  await play(sides, { forMs: compilingMs, submits: true }, figures)
  await leave(worlds, sides)
}

async function playRounds(worlds: BenchWorlds, count: number): Promise<Measured> {
  const measured: Measured = { ours: [], bare: [] }
  for (let round = 0; round < rounds; round += 1) {
    for (const nodes of [worlds.bare, worlds.ours]) {
      const one = await playRound(worlds, nodes, count)
      measured[nodes.name].push(one)
      say(`${count} battles, round ${round + 1}, ${nodes.name}: ${JSON.stringify(one)}`)
    }
  }
  return measured
}

async function playRound(worlds: BenchWorlds, nodes: Nodes, count: number): Promise<Round> {
  const figures = noFigures()
  const sides = await connectBattles(await seedBattles(worlds.query, count), nodes.urls, figures)
  const judging = setInterval(() => void judgeQuietly(worlds.query).catch(() => {}), 1_000)
  try {
    await play(sides, { forMs: warmMs, submits: false }, figures)
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
  } finally {
    clearInterval(judging)
    await leave(worlds, sides)
  }
}

/** What a connection in a room adds to fresh processes that have seen some already. */
async function measureMemory(worlds: BenchWorlds, nodes: Nodes): Promise<number> {
  const figures = noFigures()
  const some = await connectBattles(await seedBattles(worlds.query, connections / 10), nodes.urls, figures)
  await sleep(1_000)
  const before = residentKb(nodes.pids)
  const sides = await connectBattles(await seedBattles(worlds.query, connections / 2), nodes.urls, figures)
  await sleep(2_000)
  const perConnection = (residentKb(nodes.pids) - before) / sides.length
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

function compareCpu(measured: Measured, count: number): Row[] {
  return [
    rowOf(`CPU per update, ${count} battles`, medians(measured, 'cpuPerUpdateUs'), 'us', '<= 1.25 x bare (0.6 x)', 1.25),
    rowOf(
      `CPU per update, ${count} battles, nobody submits`,
      medians(measured, 'cpuAloneUs'),
      'us',
      '<= 1.25 x bare (0.6 x)',
      1.25,
    ),
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
    const { updateP99Ms, cpuPerUpdateUs } = await playRound(worlds, worlds.ours, count)
    say(`${count} battles: update p99 ${updateP99Ms.toFixed(1)} ms, ${cpuPerUpdateUs} us of CPU per update`)
    if (updateP99Ms > updateGoalMs) break
    carried = count
  }
  const metric = `battles with update p99 <= ${updateGoalMs} ms (${knees.join(', ')})`
  return { metric, value: carried, unit: '', floor: null, ratio: null, goal: '>= 1000', ok: carried >= 1_000 }
}

/** Everybody is thrown out and comes back at once; until each is in its room and knows the log. */
async function measureReconnects(worlds: BenchWorlds): Promise<Row[]> {
  const took: Record<Nodes['name'], number[]> = { ours: [], bare: [] }
  const figures = noFigures()
  for (const nodes of [worlds.bare, worlds.ours]) {
    const sides = await connectBattles(await seedBattles(worlds.query, reconnecting / 2), nodes.urls, figures)
    for (let round = 0; round < rounds; round += 1) {
      await sleep(1_000)
      const startedAt = performance.now()
      await reconnectAll(sides, figures)
      took[nodes.name].push((performance.now() - startedAt) / 1_000)
    }
    await leave(worlds, sides)
  }
  return [rowOf(`${reconnecting} clients reconnect`, [median(took.bare), median(took.ours)], 's', '<= 3 x bare', 3)]
}

function noFigures(): Figures {
  return { updates: 0, updateMs: [], ackMs: [], refused: 0 }
}
