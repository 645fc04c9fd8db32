import { readFileSync, readdirSync } from 'node:fs'

const parentCheckMs = 1_000

/**
 * Runs `stop` once when this program is asked to end: Ctrl-C, SIGTERM, a closed terminal, or the death of the npm that started it
 * (which, killed hard, passes nothing on). Asked again, it goes on stopping: npm and the terminal both pass Ctrl-C on.
 */
export function onEnd(stop: (reason: string) => Promise<void>): void {
  let isEnding = false
  const end = (reason: string, exitCode: number) => {
    if (isEnding) return
    isEnding = true
    void stop(reason).then(
      () => process.exit(exitCode),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', () => end('Ctrl-C', 0))
  process.on('SIGTERM', () => end('SIGTERM', 0))
  process.on('SIGHUP', () => end('the terminal was closed', 0))
  const parent = process.ppid
  if (process.env['npm_lifecycle_event'] === undefined) return
  setInterval(() => process.ppid !== parent && end('npm has ended', 0), parentCheckMs).unref()
}

/**
 * Ends what still runs below us for a moment's work (a docker build, a web build), and not the servers `lasting`, which are stopped one
 * after the other. A package installation is let finish.
 */
export function endShortLivedChildren(lasting: ReadonlySet<number>): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
      const isOurs = Number(rest.split(' ')[1]) === process.pid
      if (isOurs && !lasting.has(Number(pid)) && !name.startsWith('apt')) process.kill(Number(pid), 'SIGTERM')
    } catch {
      // It has ended meanwhile.
    }
  }
}
