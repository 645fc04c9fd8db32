import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { endShortLivedChildren, onEnd } from './setup/lifetime'
import { Processes } from './setup/processes'
import { startRedis } from './setup/redis'
import { prepareServices, serviceSteps, type Services } from './setup/services'
import { Steps } from './setup/steps'
import { describe, Trouble } from './setup/trouble'
import { buildWeb } from './setup/web-build'
import { root, Workplace } from './setup/workplace'

// `npm test`: PostgreSQL, Redis, containers and Chromium for tests alone, then all tests, then everything stopped again.
// Arguments go to vitest: `npm test -- --project integration`, `npm test -- battle`.

/** So many test files share the machine where each has a database and a Redis of its own: most of their time is waiting. */
const filesAtATime = 3

const workplace = new Workplace(join(root, '.data/test'))
/** Of vitest's report. */
const resultsSchema = z.object({
  testResults: z.array(z.object({ name: z.string(), startTime: z.number(), endTime: z.number() })),
})

const processes = new Processes(workplace)
const steps = new Steps(serviceSteps + 1)
let vitestPid: number | undefined

try {
  const exitCode = await test()
  await stop()
  process.exit(exitCode)
} catch (error) {
  console.error(`\n${describe(error)}`)
  await stop()
  process.exit(1)
}

async function test(): Promise<number> {
  const owner = processes.findOwner()
  if (owner)
    throw new Trouble(`Tests already run in this folder (process ${owner.pid}); wait for them, or end them: kill ${owner.pid}`)
  onEnd(async (reason) => {
    console.log(`\nStopping (${reason}) ...`)
    await stop()
  })
  await processes.takeOver()
  const services = await prepareServices({
    steps,
    workplace,
    processes,
    mayUseGiven: false,
    alsoNeeded: ['chromium'],
    images: 'all',
  })
  const redisUrls = [services.redisUrl]
  for (let i = 2; i <= filesAtATime; i += 1) redisUrls.push((await startRedis({ workplace, processes, name: `redis-${i}` })).url)
  await steps.run('web app', buildWeb)
  return runVitest(services, redisUrls)
}

async function runVitest(services: Services, redisUrls: readonly string[]): Promise<number> {
  const results = join(workplace.dir, 'results')
  mkdirSync(results, { recursive: true })
  rmSync(join(results, 'vitest.json'), { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${join(results, 'vitest.json')}`]
  const child = spawn(join(root, 'node_modules/.bin/vitest'), ['run', ...reporters, ...process.argv.slice(2)], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // A process group of its own, so that whatever tests have started ends with it.
    detached: true,
    env: {
      ...process.env,
      NODE_ENV: 'test',
      TEST_DATABASE_URL: services.databaseUrl,
      TEST_REDIS_URL: redisUrls.join(','),
      SLOT_IMAGE: services.slotImage,
    },
  })
  vitestPid = child.pid
  const code = await new Promise<number>((resolve, reject) =>
    child.on('error', reject).on('exit', (exitCode) => resolve(exitCode ?? 1)),
  )
  tellSlowest(join(results, 'vitest.json'))
  return code
}

/** In one line the ten files that took longest. */
function tellSlowest(resultsPath: string): void {
  if (!existsSync(resultsPath)) return
  const { testResults } = resultsSchema.parse(JSON.parse(readFileSync(resultsPath, 'utf8')))
  const slowest = testResults
    .map(({ name, startTime, endTime }) => ({ path: relative(root, name), seconds: (endTime - startTime) / 1_000 }))
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, 10)
  console.log(`slowest: ${slowest.map(({ path, seconds }) => `${path} ${seconds.toFixed(0)} s`).join(', ')}`)
}

async function stop(): Promise<void> {
  endShortLivedChildren(processes.pids)
  try {
    if (vitestPid) process.kill(-vitestPid, 'SIGKILL')
  } catch {
    // Nobody of that group is left.
  }
  await processes.stopAll()
  processes.release()
}
