import type { Language } from '../languages/language'
import type { OutputListener, RunResult } from '../sandbox/sandbox'

const mark = Buffer.from('\ufeff')

/** A runtime's byte order mark is not the program's output, in a file or not, nor what it says to people. */
export function withoutOutputMark(run: RunResult, { marksOutput }: Pick<Language, 'marksOutput'>): RunResult {
  if (marksOutput !== true) return run
  const collected = run.collected.map((file) => file && unmarked(file))
  return { ...run, stdout: unmarked(run.stdout), stderr: unmarked(run.stderr), collected }
}

/** Mono writes one each time that an encoding is set; a program may write as many as it likes. */
function unmarked(bytes: Buffer): Buffer {
  let at = 0
  while (bytes.subarray(at, at + mark.length).equals(mark)) at += mark.length
  return bytes.subarray(at)
}

/** The same for output that is passed on as it comes, in whatever pieces: a beginning of the mark waits for its rest. */
export function passingOnWithoutMark(listener: OutputListener, { marksOutput }: Pick<Language, 'marksOutput'>): OutputListener {
  if (marksOutput !== true) return listener
  let held: Buffer | null = Buffer.alloc(0)
  return (bytes) => {
    if (held === null) return listener(bytes)
    const first = unmarked(Buffer.concat([held, bytes ?? Buffer.alloc(0)]))
    const mayBecomeMark = first.length < mark.length && first.equals(mark.subarray(0, first.length))
    held = bytes !== null && mayBecomeMark ? first : null
    if (held !== null) return
    if (first.length > 0) listener(first)
    if (bytes === null) listener(null)
  }
}
