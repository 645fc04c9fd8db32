import type { Row } from './table/rows'
import { measurePaints } from './web/paint'
import { measureRain } from './web/rain'
import { openStage } from './web/stage'
import { measureSteadiness } from './web/steadiness'
import { measureWeight } from './web/weight'

// The web app as a browser has it: the production build behind `next start`, real battles over real api nodes, headless Chromium.
// Nothing is run for verdicts: programs say what becomes of them.

const parts = (process.env['BENCH_WEB'] ?? 'weight,steadiness,rain,paint').split(',')
const say = (line: string): void => console.error(line)

export async function run(): Promise<Row[]> {
  const stage = await openStage(say)
  try {
    return [
      ...(parts.includes('weight') ? await measureWeight(stage) : []),
      ...(parts.includes('steadiness') ? await measureSteadiness(stage, say) : []),
      ...(parts.includes('rain') ? await measureRain(stage, say) : []),
      ...(parts.includes('paint') ? await measurePaints(stage) : []),
    ]
  } finally {
    await stage.close()
  }
}
