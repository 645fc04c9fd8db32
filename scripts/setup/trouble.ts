/** Something that the person at the terminal can act on: its message is one plain sentence, shown without a stack. */
export class Trouble extends Error {}

/** A trouble is its sentence; a bug comes with its stack. */
export function describe(error: unknown): string {
  if (error instanceof Trouble) return error.message
  if (isDiskFull(error)) return 'The disk is full; free some space and start again.'
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function isDiskFull(error: unknown): boolean {
  return (
    error instanceof Error &&
    (('code' in error && error.code === 'ENOSPC') || /ENOSPC|[Nn]o space left on device/.test(error.message))
  )
}

/** What a failed command said at its end, or the error's own message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const stderr = 'stderr' in error ? String(error.stderr).trim() : ''
  const said = stderr
    .split('\n')
    .filter((line) => line !== '')
    .slice(-6)
    .join('\n')
  return said === '' ? error.message : `${error.message.split('\n')[0]}\n${said}`
}
