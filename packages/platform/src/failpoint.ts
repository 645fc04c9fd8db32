/**
 * Named places where a test may hold a process up or end it: `FAILPOINTS="before-commit=kill,start-locked=block:1500"`.
 * `kill` is SIGKILL to ourselves; `block:MS` stops the event loop; `sleep:MS` only waits; `@N` fires at the N-th pass only, `%N` at
 * every N-th.
 * Without the setting every call returns at once.
 */
export class Failpoints {
  #actions = new Map<string, { action: string; ms: number; onPass: number | null; everyPass: number; passes: number }>()

  constructor(setting: string) {
    for (const part of setting.split(',').filter((piece) => piece.trim() !== '')) {
      const match = /^([a-z-]+)=(kill|block|sleep)(?::(\d+))?(?:@(\d+)|%([1-9]\d*))?$/.exec(part.trim())
      if (!match) throw new Error(`bad failpoint: ${part}`)
      const [, name = '', action = '', ms, onPass, everyPass] = match
      this.#actions.set(name, {
        action,
        ms: Number(ms ?? 0),
        onPass: onPass ? Number(onPass) : null,
        everyPass: Number(everyPass ?? 1),
        passes: 0,
      })
    }
  }

  async pass(name: string): Promise<void> {
    const point = this.#actions.get(name)
    if (!point) return
    point.passes += 1
    if (point.onPass !== null && point.passes !== point.onPass) return
    if (point.passes % point.everyPass !== 0) return
    // Whoever set it waits for this.
    process.stderr.write(`failpoint ${name}: ${point.action}\n`)
    if (point.action === 'kill') process.kill(process.pid, 'SIGKILL')
    if (point.action === 'block') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, point.ms)
    if (point.action === 'sleep') await new Promise((resolve) => setTimeout(resolve, point.ms))
  }
}
