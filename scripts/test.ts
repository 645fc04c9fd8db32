import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { endShortLivedChildren, onEnd } from './setup/lifetime'
import { Processes } from './setup/processes'
import { startRedis } from './setup/redis'
import { prepareServices, serviceSteps } from './setup/services'
import { Steps } from './setup/steps'
import { describe, Trouble } from './setup/trouble'
import { buildWeb } from './setup/web-build'
import { root, Workplace } from './setup/workplace'
import { readTestsAndSources } from './tests/affected-tests'
import { listChangedFiles } from './tests/changed-files'
import { listTestFiles, withoutProjects, type TestFile } from './tests/chosen-tests'
import { turnsOf, type Lane } from './tests/lanes'
import { mergeResults, tellFailed, tellSlowest } from './tests/results'
import { runLane, type LaneRun } from './tests/run-lane'
import { readRunSeed } from './tests/share'

// `npm test`: PostgreSQL, Redis, containers and Chromium for tests alone, then all tests, then everything stopped again.
// Arguments go to vitest: `npm test -- --project integration`, `npm test -- battle`; `--changed[=REF]` chooses what a change touches.

const workplace = new Workplace(join(root, '.data/test'))
const processes = new Processes(workplace)
const running = new Set<LaneRun>()
const resultsDir = join(workplace.dir, 'results')

try {
  const exitCode = await test(process.argv.slice(2))
  await stop()
  process.exit(exitCode)
} catch (error) {
  console.error(`\n${describe(error)}`)
  await stop()
  process.exit(1)
}

async function test(args: readonly string[]): Promise<number> {
  const owner = processes.findOwner()
  if (owner)
    throw new Trouble(`Tests already run in this folder (process ${owner.pid}); wait for them, or end them: kill ${owner.pid}`)
  onEnd(async (reason) => {
    console.log(`\nStopping (${reason}) ...`)
    await stop()
  })
  await processes.takeOver()
  const chosen = await chooseChanged(args)
  if (chosen === null) return 0
  const files = await listTestFiles(chosen)
  if (files.length === 0) throw new Trouble('No test file is like that.')
  const seed = readRunSeed()
  if (seed === 'whole') console.log('TEST_SEED=whole: every proof whole')
  else console.log(`TEST_SEED=${seed}: long proofs run their share of this seed (npm run proofs: whole)`)
  console.log(`Node.js ${process.version}`)
  const turns = turnsOf(new Set(files.map(({ project }) => project)))
  const env = { TEST_SEED: String(seed), TEST_RUN: String(Date.now()), ...(await prepare(files, turns)) }
  return runTurns(turns, withoutProjects(chosen), env)
}

/** Arguments with the files of `--changed` for it, in one line what they are; null where nothing is to be run. */
async function chooseChanged(args: readonly string[]): Promise<readonly string[] | null> {
  const asked = args.find((arg) => /^--changed(=|$)/.test(arg))
  if (asked === undefined) return args
  const ref = asked.split('=')[1] ?? 'main'
  const { base, paths } = await listChangedFiles(ref)
  const { tests, allBecauseOf } = (await readTestsAndSources())(paths)
  const own = tests.filter((test) => paths.includes(test)).length
  const why =
    allBecauseOf === null
      ? `${tests.length} test files: ${own} that changed, ${tests.length - own} that import, start or read what did`
      : `all ${tests.length} test files, since ${allBecauseOf} is under each of them`
  console.log(`--changed: ${paths.length} files differ from ${base.slice(0, 8)}, where this left ${ref}; ${why}`)
  return tests.length === 0 ? null : [...args.filter((arg) => arg !== asked), ...tests]
}

/** What the chosen files need; answers where it is, by the variables that tests read. */
async function prepare(files: readonly TestFile[], turns: readonly Lane[][]): Promise<Record<string, string>> {
  if (files.every(({ project }) => project === 'unit')) return {}
  const hasBrowser = files.some(({ project }) => project === 'e2e')
  const steps = new Steps(serviceSteps + (hasBrowser ? 1 : 0))
  const services = await prepareServices({
    steps,
    workplace,
    processes,
    mayUseGiven: false,
    alsoNeeded: hasBrowser ? ['chromium'] : [],
    images: 'all',
  })
  const redisUrls = [services.redisUrl]
  const wanted = Math.max(...turns.map((lanes) => lanes.reduce((sum, lane) => sum + lane.filesAtATime, 0)))
  for (let i = 2; i <= wanted; i += 1) redisUrls.push((await startRedis({ workplace, processes, name: `redis-${i}` })).url)
  if (hasBrowser) await steps.run('web app', buildWeb)
  return { TEST_DATABASE_URL: services.databaseUrl, TEST_REDIS_URL: redisUrls.join(','), SLOT_IMAGE: services.slotImage }
}

async function runTurns(turns: readonly Lane[][], args: readonly string[], env: Record<string, string>): Promise<number> {
  rmSync(resultsDir, { recursive: true, force: true })
  mkdirSync(resultsDir, { recursive: true })
  const resultsOf = ({ name }: Lane): string => join(resultsDir, `${name}.json`)
  const codes: number[] = []
  for (const lanes of turns) {
    const redisUrls = (env['TEST_REDIS_URL'] ?? '').split(',')
    const ended = lanes.map(async (lane) => {
      const own = redisUrls.splice(0, lane.filesAtATime).join(',')
      const run = runLane({
        lane,
        args,
        results: resultsOf(lane),
        env: { ...env, TEST_REDIS_URL: own },
        isAlone: lanes.length === 1,
      })
      running.add(run)
      const code = await run.ended
      running.delete(run)
      return code
    })
    codes.push(...(await Promise.all(ended)))
  }
  const merged = join(resultsDir, 'vitest.json')
  mergeResults(turns.flat().map(resultsOf), merged)
  tellSlowest(merged)
  tellFailed(merged)
  return Math.max(...codes)
}

async function stop(): Promise<void> {
  endShortLivedChildren(processes.pids)
  for (const { child } of running) {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // Nobody of that group is left.
    }
  }
  await processes.stopAll()
  processes.release()
}
