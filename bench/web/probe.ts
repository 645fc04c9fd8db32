/**
 * Runs in each page before anything else and keeps what the browser tells of it: shifts of the layout, the largest paint, long tasks,
 * how long interactions took until their paint, and when each event of a battle's log was on the screen.
 */
export const probe = `(() => {
  const probe = (window.probe = { shifts: [], lcpMs: 0, fcpMs: 0, longTasks: [], interactions: {}, painted: {} })
  const watch = (type, take, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options })
  const nameOf = (node) => {
    const element = node?.nodeType === 1 ? node : node?.parentElement
    return element ? element.tagName.toLowerCase() + '.' + element.className : 'gone'
  }
  const rect = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(',')
  watch('layout-shift', (entry) => {
    if (entry.hadRecentInput) return
    const sources = entry.sources.map(({ node, previousRect, currentRect }) => nameOf(node) + ' ' + rect(previousRect) + ' > ' + rect(currentRect))
    probe.shifts.push({ value: entry.value, at: entry.startTime, sources })
  })
  watch('largest-contentful-paint', (entry) => (probe.lcpMs = entry.startTime))
  watch('paint', (entry) => { if (entry.name === 'first-contentful-paint') probe.fcpMs = entry.startTime })
  watch('longtask', (entry) => probe.longTasks.push({ at: entry.startTime, ms: entry.duration }))
  watch('event', (entry) => {
    if (entry.interactionId > 0) probe.interactions[entry.interactionId] = Math.max(probe.interactions[entry.interactionId] ?? 0, entry.duration)
  }, { durationThreshold: 16 })

  // What changes inside an animation frame is painted by it; anything else by the next one. The message comes after the paint.
  const after = new MessageChannel()
  let isFrame = false
  let applied = 0
  let changed = 0
  const request = window.requestAnimationFrame.bind(window)
  window.requestAnimationFrame = (callback) => request((time) => {
    isFrame = true
    after.port2.postMessage('')
    callback(time)
  })
  after.port1.onmessage = () => {
    isFrame = false
    const at = performance.timeOrigin + performance.now()
    for (; applied < changed; applied += 1) probe.painted[applied + 1] = at
  }
  const look = () => {
    const seq = Number.parseInt(document.querySelector('[data-testid=connection]')?.dataset.seq ?? '0', 10)
    if (seq <= changed) return
    if (changed === 0) applied = seq
    changed = seq
    if (isFrame) after.port2.postMessage('')
    else request(() => after.port2.postMessage(''))
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ['data-seq'] })
})()`

export interface Shift {
  value: number
  at: number
  sources: string[]
}

export interface Probed {
  shifts: Shift[]
  lcpMs: number
  fcpMs: number
  longTasks: { at: number; ms: number }[]
  interactions: Record<string, number>
  /** By sequence number: milliseconds since the epoch. */
  painted: Record<string, number>
}

/** The largest sum of shifts within a session: at most a second apart, five in all. */
export function cumulativeShift(shifts: readonly Shift[]): number {
  let worst = 0
  let sum = 0
  let [first, last] = [0, 0]
  for (const { at, value } of shifts) {
    const isSameSession = at - last < 1_000 && at - first < 5_000
    sum = isSameSession ? sum + value : value
    if (!isSameSession) first = at
    last = at
    worst = Math.max(worst, sum)
  }
  return worst
}
