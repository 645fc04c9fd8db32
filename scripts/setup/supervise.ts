import type { OwnProcess, Processes, ProcessSpec } from './processes'

const fastDeathMs = 10_000
const maxFastDeaths = 5

/** Starts the process and starts it again whenever it ends, slower each time; gives up on one that dies at once again and again. */
export class Supervisor {
  #processes: Processes
  #say: (line: string) => void
  #current = new Map<string, OwnProcess>()
  #isStopping = false

  constructor(processes: Processes, say: (line: string) => void) {
    this.#processes = processes
    this.#say = say
  }

  start(spec: ProcessSpec): void {
    void this.#keep(spec, this.#processes.start(spec))
  }

  /** Watches over a process that was started elsewhere. */
  adopt(own: OwnProcess): void {
    void this.#keep(own.spec, own)
  }

  /** How the named process is: for the wait until it is ready. */
  isRunning(name: string): boolean {
    return this.#current.get(name)?.isRunning() ?? false
  }

  /** Stops everything, the last started first; those of one group at the same time. */
  async stop(groups: string[][]): Promise<void> {
    this.#isStopping = true
    for (const group of groups) await Promise.all(group.map(async (name) => this.#current.get(name)?.stop()))
    await Promise.all([...this.#current.values()].map((own) => own.stop()))
  }

  async #keep(spec: ProcessSpec, first: OwnProcess): Promise<void> {
    let own = first
    let fastDeaths = 0
    for (;;) {
      this.#current.set(spec.name, own)
      const startedAt = Date.now()
      const how = await own.ended
      if (this.#isStopping) return
      fastDeaths = Date.now() - startedAt < fastDeathMs ? fastDeaths + 1 : 0
      if (fastDeaths >= maxFastDeaths) {
        this.#say(`${spec.name} died ${fastDeaths} times in a row (${how}) and is not started again; its log says why.`)
        return
      }
      const delayMs = 250 * 2 ** fastDeaths
      this.#say(`${spec.name} died (${how}); starting it again.`)
      await new Promise((resolve) => setTimeout(resolve, delayMs))
      if (this.#isStopping) return
      own = this.#processes.start(spec)
    }
  }
}
