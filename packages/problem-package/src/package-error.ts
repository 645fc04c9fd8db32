/** A package that can't be read at all; the message is one line for the person who made it. */
export class PackageError extends Error {
  override name = 'PackageError'
  readonly path: string

  constructor(path: string, what: string) {
    const line = (path === '' ? what : `${path}: ${what}`).replaceAll(/\s+/g, ' ').trim()
    super(line.slice(0, 400))
    this.path = path
  }
}
