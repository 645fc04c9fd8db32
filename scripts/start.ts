import { join } from 'node:path'
import { readAddresses, type Addresses } from './setup/addresses'
import { explainRunnerFailure } from './setup/apparmor'
import { checkSettings } from './setup/check-settings'
import { endShortLivedChildren, onEnd } from './setup/lifetime'
import { claimPorts } from './setup/ports'
import { Processes, readLogTail } from './setup/processes'
import { listPrograms, type Program } from './setup/programs'
import { announcePlatform, withdrawPlatform } from './setup/running-platform'
import { prepareDatabase, prepareServices, serviceSteps } from './setup/services'
import { Steps } from './setup/steps'
import { Supervisor } from './setup/supervise'
import { Trouble, describe } from './setup/trouble'
import { buildWeb } from './setup/web-build'
import { root, Workplace } from './setup/workplace'

// `npm start`: sets up what is missing, starts the platform, keeps it running, and on Ctrl-C stops what it started.

const readyWithinMs = 120_000
const steps = new Steps(serviceSteps + 6)
const workplace = new Workplace(process.env['DATA_DIR'] || join(root, '.data'))
const processes = new Processes(workplace)
let isAnnounced = false
const supervisor = new Supervisor(processes, (line) => console.log(`${new Date().toISOString()} ${line}`))

try {
  const addresses = readAddresses(process.env)
  checkSettings(process.env)
  await start(addresses)
} catch (error) {
  console.error(`\n${describe(error)}`)
  await stop()
  process.exit(1)
}

async function start(addresses: Addresses): Promise<void> {
  const owner = processes.findOwner()
  if (owner)
    throw new Trouble(
      `EduScale already runs from this folder (process ${owner.pid}); stop that one first, with Ctrl-C or: kill ${owner.pid}`,
    )
  onEnd(async (reason) => {
    console.log(`\nStopping (${reason}) ...`)
    await stop()
    console.log('Stopped; nothing of it runs any more.')
  })
  const leftovers = await processes.takeOver()
  if (leftovers.length > 0) console.log(`Ended what a start that was killed had left: ${leftovers.join(', ')}.`)
  const { web, api, runner, bot, internal, webMetrics } = addresses.ports
  const ports = {
    public: { 'the web app': web, 'api node 1': api[0], 'api node 2': api[1] },
    loopback: {
      "the runner's metrics": runner,
      "the bot's metrics": bot,
      'what runners ask api node 1': internal[0],
      'what runners ask api node 2': internal[1],
      "the web app's metrics": webMetrics,
    },
  }
  await claimPorts(addresses.host, ports, `PORT=5000 npm start takes 5000 to 5007`)

  const services = await prepareServices({ steps, workplace, processes, mayUseGiven: true, alsoNeeded: [], images: 'first' })
  for (const server of services.servers) supervisor.adopt(server)
  const demoPassword = workplace.secret('demoPassword').slice(0, 12)
  // On a server of somebody else's the api is whom DATABASE_URL names.
  const appPassword = services.ownsDatabase ? workplace.secret('appDatabasePassword') : null
  await steps.run('migrations and problems', (say) =>
    prepareDatabase({ databaseUrl: services.databaseUrl, appPassword, demoPassword, publicUrl: addresses.publicUrl, say }),
  )
  announcePlatform(workplace, { databaseUrl: services.databaseUrl, dockerHost: process.env['DOCKER_HOST'] })
  isAnnounced = true
  await steps.run('web app', buildWeb)

  const programs = listPrograms({ addresses, services, workplace })
  await steps.run('two api nodes', () => startAndWait(programs.api))
  await steps.run('runner', () => startAndWait([programs.runner]))
  await steps.run('web server', () => startAndWait([programs.web]))
  // Before anybody may challenge it: a battle against a bot that isn't there would be void.
  const { bot: player } = programs
  if (player) await steps.run('bot', () => startAndWait([player]))

  const level = await readSandboxLevel(addresses)
  console.log(`\nEduScale is ready after ${Math.round(process.uptime())} s:  ${addresses.publicUrl}`)
  console.log(`Sandbox: ${level}. Demo users: Demo Ada and Demo Ben, password ${demoPassword}.`)
  console.log(`Logs: ${workplace.logs}. Ctrl-C stops it.`)
}

async function startAndWait(programs: Program[]): Promise<void> {
  for (const { spec } of programs) supervisor.start(spec)
  await Promise.all(programs.map(waitUntilReady))
}

async function waitUntilReady({ spec, readyUrl }: Program): Promise<void> {
  const deadline = Date.now() + readyWithinMs
  while (readyUrl !== null) {
    const isReady = await fetch(readyUrl).then(
      (response) => response.ok,
      () => false,
    )
    if (isReady) return
    if (!supervisor.isRunning(spec.name) || Date.now() > deadline) {
      const hint = spec.name === 'runner' ? await explainRunnerFailure(process.env['DOCKER_HOST'] ?? '') : ''
      throw new Trouble(`${spec.name} did not become ready.${hint} Its log ends with:\n${readLogTail(workplace, spec.name)}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** What the runner found when it tested its own sandbox, from its metrics. */
async function readSandboxLevel({ ports }: Addresses): Promise<string> {
  const metrics = await fetch(`http://127.0.0.1:${ports.runner}/metrics`).then((response) => response.text())
  const level =
    /^[a-z_]*sandbox_level\{[^}]*level="([^"]+)"[^}]*\} 1$/m.exec(metrics)?.[1] ??
    /^[a-z_]*sandbox_level(?:\{[^}]*\})? (\d)/m.exec(metrics)?.[1]
  return level === undefined ? 'level unknown' : `level ${level.replace(/^(\d)$/, 'L$1')}`
}

async function stop(): Promise<void> {
  // Not that of another start, which runs on.
  if (isAnnounced) withdrawPlatform(workplace)
  endShortLivedChildren(processes.pids)
  await supervisor.stop([['bot', 'web'], ['runner'], ['api-1', 'api-2'], ['redis', 'postgres'], ['docker']])
  await processes.stopAll()
  processes.release()
}
