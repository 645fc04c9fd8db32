import { startDuel } from '../../packages/testing/src/test-player'
import { median, type Row } from '../table/rows'
import { leaveAll } from './battles'
import type { Stage } from './stage'

const loads = 5
/** A phone on a slow line, as Lighthouse throttles by the browser itself: 150 ms of round trip and 1.6 Mbit/s, made up for what TCP hides. */
const slowLine = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1_474.56 * 1_024) / 8,
  uploadThroughput: (675 * 1_024) / 8,
}

interface Load {
  lcpMs: number
  tbtMs: number
}

/** When the largest thing is painted, and for how long the page couldn't have reacted: on a phone throttled by the browser, and on a desk. */
export async function measurePaints(stage: Stage): Promise<Row[]> {
  const rows: Row[] = []
  const { battleId, host, friend } = await startDuel(stage.urls, { isRanked: false })
  for (const [name, path] of [
    ['landing', '/'],
    ['arena', '/arena'],
    ['battle', `/battle/${battleId}`],
  ] as const) {
    for (const screen of ['phone', 'desktop'] as const) {
      const measured: Load[] = []
      for (let load = 0; load < loads; load += 1) {
        const visit = await stage.open(name === 'battle' ? host : null, screen)
        if (screen === 'phone') {
          await visit.cdp.send('Network.enable')
          await visit.cdp.send('Network.emulateNetworkConditions', slowLine)
          await visit.cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
        }
        await visit.page.goto(stage.webUrl + path, { waitUntil: name === 'battle' ? 'load' : 'networkidle', timeout: 60_000 })
        await visit.page.waitForTimeout(screen === 'phone' ? 6_000 : 1_500)
        const { lcpMs, fcpMs, longTasks } = await visit.read()
        const tbtMs = longTasks.filter(({ at }) => at >= fcpMs).reduce((sum, { ms }) => sum + Math.max(0, ms - 50), 0)
        measured.push({ lcpMs, tbtMs })
        await visit.close()
      }
      const lcp = median(measured.map(({ lcpMs }) => lcpMs))
      const goalMs = screen === 'phone' ? 1_800 : 600
      rows.push(row(`${name}, ${screen}: largest paint`, lcp, goalMs))
      if (screen === 'phone')
        rows.push(row(`${name}, ${screen}: blocked after the first paint`, median(measured.map(({ tbtMs }) => tbtMs)), 250))
    }
  }
  leaveAll([host, friend])
  return rows
}

function row(metric: string, value: number, goalMs: number): Row {
  return { metric, value, unit: 'ms', floor: null, ratio: null, goal: `<= ${goalMs} ms`, ok: value <= goalMs }
}
