import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { endShortLivedChildren, onEnd } from './setup/lifetime'
import { Processes } from './setup/processes'
import { prepareServices, serviceSteps, type Services } from './setup/services'
import { Steps } from './setup/steps'
import { describe, Trouble } from './setup/trouble'
import { buildWeb } from './setup/web-build'
import { root, Workplace } from './setup/workplace'

// `npm test`: PostgreSQL, Redis, containers and Chromium for tests alone, then all tests, then everything stopped again.
// Arguments go to vitest: `npm test -- --project integration`, `npm test -- battle`.

const workplace = new Workplace(join(root, '.data/test'))
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
  await steps.run('web app', buildWeb)
  return runVitest(services)
}

async function runVitest(services: Services): Promise<number> {
  const results = join(workplace.dir, 'results')
  mkdirSync(results, { recursive: true })
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
      TEST_REDIS_URL: services.redisUrl,
      SLOT_IMAGE: services.slotImage,
    },
  })
  vitestPid = child.pid
  return new Promise((resolve, reject) => child.on('error', reject).on('exit', (code) => resolve(code ?? 1)))
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
