import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { waitFor } from './runner-world'

const run = promisify(execFile)

/**
 * A container engine of the test's own, which it may kill. It lives in a network namespace of its own: a second dockerd with
 * --bridge=none in the machine's would delete the first one's bridge. Its data is on a real disk, for overlays need one.
 */
export class OwnDockerd {
  readonly host: string
  readonly #dir: string
  #process: ChildProcess | null = null
  #output = ''

  private constructor(dir: string) {
    this.#dir = dir
    this.host = `unix://${join(dir, 'docker.sock')}`
  }

  static async open(): Promise<OwnDockerd> {
    await mkdir('/var/tmp', { recursive: true })
    return new OwnDockerd(await mkdtemp('/var/tmp/own-dockerd-'))
  }

  async start(): Promise<void> {
    const at = (name: string) => join(this.#dir, name)
    const args = ['--data-root', at('data'), '--exec-root', at('exec'), '--pidfile', at('docker.pid'), '-H', this.host]
    const network = ['--bridge=none', '--iptables=false', '--ip-forward=false', '--ip-masq=false']
    // What a killed one leaves, the next would stumble over.
    await rm(at('docker.pid'), { force: true })
    const child = spawn('unshare', ['--net', 'dockerd', ...args, ...network], { stdio: ['ignore', 'ignore', 'pipe'] })
    this.#process = child
    child.stderr.on('data', (chunk: Buffer) => (this.#output = (this.#output + chunk.toString()).slice(-4_000)))
    await waitFor('the engine answers', async () => {
      if (child.exitCode !== null) throw new Error(`dockerd ended:\n${this.#output}`)
      return this.docker('info').then(
        () => true,
        () => false,
      )
    })
  }

  /** Its containerd dies with it, a moment later: the next dockerd would take a dying one for its own, and wait for it in vain. */
  async kill(): Promise<void> {
    const child = this.#process
    if (!child) return
    const ended = new Promise((resolve) => child.on('exit', resolve))
    child.kill('SIGKILL')
    await ended
    await waitFor('containerd ends', async () => (await this.#findProcesses(/\/containerd$/)).length === 0)
    await rm(join(this.#dir, 'exec/containerd/containerd.pid'), { force: true })
  }

  async docker(...args: string[]): Promise<string> {
    return (await run('docker', args, { env: { ...process.env, DOCKER_HOST: this.host } })).stdout.trim()
  }

  /** Copies an image from the machine's engine. */
  async copyImage(reference: string): Promise<void> {
    const save = spawn('docker', ['save', reference], { stdio: ['ignore', 'pipe', 'inherit'] })
    const load = spawn('docker', ['load', '-q'], {
      stdio: ['pipe', 'ignore', 'inherit'],
      env: { ...process.env, DOCKER_HOST: this.host },
    })
    const loaded = new Promise<number | null>((resolve) => load.on('exit', resolve))
    await pipeline(save.stdout, load.stdin)
    if ((await loaded) !== 0) throw new Error(`${reference} could not be copied`)
  }

  /** Ends all that it has started, by the folder that their command lines name, and leaves neither mount nor file. */
  async close(): Promise<void> {
    const ids = await this.docker('ps', '-aq').catch(() => '')
    if (ids !== '') await this.docker('rm', '-f', ...ids.split('\n')).catch(() => undefined)
    const child = this.#process
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.on('exit', resolve))
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
      await ended
    }
    for (const pid of await this.#findProcesses(/\/(dockerd|containerd)/)) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has ended meanwhile.
      }
    }
    const mounts = (await readFile('/proc/self/mountinfo', 'utf8'))
      .split('\n')
      .map((line) => line.split(' ')[4] ?? '')
      .filter((path) => path.startsWith(`${this.#dir}/`))
    for (const path of mounts.toReversed()) await run('umount', ['-l', path]).catch(() => undefined)
    await rm(this.#dir, { recursive: true, force: true, maxRetries: 5 })
  }

  /** containerd and its shims: they outlive a dockerd that is killed. */
  async #findProcesses(program: RegExp): Promise<number[]> {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
    const found = await Promise.all(
      pids.map(async (pid) => {
        const isOurs = await readlink(`/proc/${pid}/exe`)
          .then((exe) => program.test(exe))
          .catch(() => false)
        const command = isOurs ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '') : ''
        return command.includes(this.#dir) ? pid : null
      }),
    )
    return found.filter((pid) => pid !== null)
  }
}
