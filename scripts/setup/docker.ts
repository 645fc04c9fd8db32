import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { readLogTail, type OwnProcess, type Processes } from './processes'
import { hasProgram } from './system-packages'
import { Trouble } from './trouble'
import { isRoot, type Workplace } from './workplace'

const defaultSocket = '/var/run/docker.sock'
const ownDataDir = '/var/lib/eduscale/docker'
const ownRunDir = '/run/eduscale'
const ownSocket = join(ownRunDir, 'docker.sock')
const readyWithinMs = 60_000

type Answer = 'ok' | 'forbidden' | 'none'

/** The address of an engine that already answers: DOCKER_HOST, the usual socket, or one of ours. Null when there is none. */
export async function findEngine(): Promise<{ host: string } | null> {
  const given = process.env['DOCKER_HOST']
  if (given) {
    if ((await ping(given)) === 'ok') return { host: given }
    throw new Trouble(`DOCKER_HOST is ${given}, but no Docker engine answers there; start it, or unset DOCKER_HOST.`)
  }
  for (const socket of [defaultSocket, ownSocket]) {
    const answer = await ping(`unix://${socket}`)
    if (answer === 'ok') return { host: `unix://${socket}` }
    if (answer === 'forbidden' && socket === defaultSocket) {
      throw new Trouble(
        `This user may not use Docker: sudo usermod -aG docker ${process.env['USER'] ?? '$USER'}, sign in again, and start again.`,
      )
    }
  }
  return null
}

/** A Docker engine of our own: own socket, own data, and no change to the machine's firewall, since no container needs a network. */
export async function startEngine({
  workplace,
  processes,
}: {
  workplace: Workplace
  processes: Processes
}): Promise<{ host: string; server: OwnProcess }> {
  if (!isRoot) throw new Trouble('No Docker engine answers, and starting one needs root: start Docker, or run this as root.')
  if (!hasProgram('dockerd')) throw new Trouble('No Docker engine answers, and none is installed: apt-get install docker.io')
  for (const dir of [ownDataDir, ownRunDir]) mkdirSync(dir, { recursive: true, mode: 0o711 })
  const server = processes.start({
    name: 'docker',
    command: [
      'dockerd',
      `--host=unix://${ownSocket}`,
      `--data-root=${ownDataDir}`,
      `--exec-root=${join(ownRunDir, 'docker')}`,
      `--pidfile=${join(ownRunDir, 'docker.pid')}`,
      '--iptables=false',
      '--ip6tables=false',
      '--ip-masq=false',
      '--ip-forward=false',
      '--log-level=warn',
    ],
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
    stopWithinMs: 30_000,
    afterStop: unmountLeftovers,
  })
  const deadline = Date.now() + readyWithinMs
  while ((await ping(`unix://${ownSocket}`)) !== 'ok') {
    if (!server.isRunning() || Date.now() > deadline) {
      throw new Trouble(
        `The Docker engine did not start; ${join(workplace.logs, 'docker.log')} ends with:\n${readLogTail(workplace, 'docker')}`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { host: `unix://${ownSocket}`, server }
}

/** The engine leaves a mount or two of its own behind: its network namespace, its data directory mounted on itself. */
function unmountLeftovers(): void {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
  const ours = mounts.filter((path) => [ownDataDir, ownRunDir].some((dir) => path === dir || path.startsWith(`${dir}/`)))
  for (const path of ours.toReversed()) spawnSync('umount', ['--lazy', path])
}

/** Whether the engine confines containers by AppArmor, as its own /info says. */
export async function usesAppArmor(host: string): Promise<boolean> {
  const { body } = await get(host, '/info')
  const info = JSON.parse(body) as { SecurityOptions?: string[] }
  return (info.SecurityOptions ?? []).some((option) => option.includes('name=apparmor'))
}

async function ping(host: string): Promise<Answer> {
  try {
    const { status } = await get(host, '/_ping')
    return status === 200 ? 'ok' : 'none'
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EACCES' ? 'forbidden' : 'none'
  }
}

function get(host: string, path: string): Promise<{ status: number; body: string }> {
  const address = new URL(host)
  const target =
    address.protocol === 'unix:' ? { socketPath: address.pathname } : { host: address.hostname, port: address.port || 2375 }
  return new Promise((resolve, reject) => {
    const call = request({ ...target, path, headers: { host: 'docker' }, timeout: 5_000 }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    call.on('timeout', () => call.destroy(new Error('no answer')))
    call.on('error', reject)
    call.end()
  })
}
