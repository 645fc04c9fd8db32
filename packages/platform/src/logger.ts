import { pino, stdTimeFunctions, type Logger } from 'pino'

export type { Logger }

/** One JSON line per entry on stdout (or another file descriptor); `err` is serialised with its stack. */
export function createLogger(name: string, options: { level?: string; fd?: number } = {}): Logger {
  return pino(
    { name, level: options.level ?? 'info', timestamp: stdTimeFunctions.isoTime, base: { name, pid: process.pid } },
    pino.destination({ fd: options.fd ?? 1, sync: true }),
  )
}
