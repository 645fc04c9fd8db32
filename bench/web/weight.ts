import { startDuel } from '../../packages/testing/src/test-player'
import type { Row } from '../table/rows'
import { leaveAll, settled } from './battles'
import type { MeasuredPage, Stage } from './stage'

interface Script {
  url: string
  /** As it travels: gzipped, without headers. */
  bytes: number
}

const beforeGoalKb = 165
const battleGoalKb = 300
const spareGoalKb = 380
/** By then all that a battle may ask for has been fetched ahead. */
const longAfterMs = 6_000

/** What travels: the scripts that a page's document names, and all that have come once a battle runs with editor and socket. */
export async function measureWeight(stage: Stage): Promise<Row[]> {
  const rows: Row[] = []
  for (const [name, path] of [
    ['landing', '/'],
    ['arena', '/arena'],
  ] as const) {
    const visit = await stage.open(null)
    await visit.page.goto(stage.webUrl + path, { waitUntil: 'networkidle' })
    rows.push(weightRow(`${name}: scripts before interaction`, await scriptsInDocument(visit), beforeGoalKb))
    await visit.close()
  }
  const { battleId, host, friend } = await startDuel(stage.urls, { isRanked: false })
  const battle = await stage.open(host)
  await battle.page.goto(`${stage.webUrl}/battle/${battleId}`)
  await settled(battle)
  rows.push(weightRow('battle: scripts before interaction', await scriptsInDocument(battle), beforeGoalKb))
  rows.push(weightRow('battle: with editor and socket', await neededScripts(battle), battleGoalKb))
  await battle.page.waitForTimeout(longAfterMs)
  rows.push(weightRow('battle: and what is fetched ahead', await loadedScripts(battle), spareGoalKb))
  leaveAll([host, friend])
  await battle.close()
  return rows
}

/** Those that the page can't react without. */
async function scriptsInDocument({ page }: MeasuredPage): Promise<Script[]> {
  const html = (await (await page.context().request.get(page.url())).text()).matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/g)
  const named = [...html].filter(([tag]) => !/\bnomodule\b/i.test(tag)).map(([, src]) => new URL(src ?? '', page.url()).href)
  return (await loadedScripts({ page })).filter(({ url }) => named.includes(url))
}

/** Those that were asked for before anything was fetched ahead. */
function neededScripts({ page }: Pick<MeasuredPage, 'page'>): Promise<Script[]> {
  return loadedScripts({ page }, "performance.getEntriesByName('spare-parts')[0]?.startTime ?? Infinity")
}

/** Every script since the document was loaded, each once. */
function loadedScripts({ page }: Pick<MeasuredPage, 'page'>, before = 'Infinity'): Promise<Script[]> {
  return page.evaluate<Script[]>(`
    [...new Map(performance.getEntriesByType('resource')
      .filter(({ name, startTime }) => new URL(name).pathname.endsWith('.js') && startTime < (${before}))
      .map(({ name, encodedBodySize }) => [name, { url: name, bytes: encodedBodySize }])).values()]`)
}

function weightRow(metric: string, scripts: readonly Script[], goalKb: number): Row {
  const value = scripts.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000
  return { metric, value, unit: 'kB', floor: null, ratio: null, goal: `<= ${goalKb} kB`, ok: value <= goalKb }
}
