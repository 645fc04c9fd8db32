/**
 * Whether PostgreSQL refused the data itself (SQLSTATE class 22, such as a text with a NUL in it): the same statement with the same
 * data will never do. Prisma wraps what the driver said in several ways, so the causes are looked through as well.
 */
export function isDataError(error: unknown): boolean {
  for (let [one, depth] = [error, 0]; typeof one === 'object' && one !== null && depth < 5; depth += 1) {
    if (codesOf(one).some((code) => /^22[0-9A-Z]{3}$/.test(code))) return true
    one = 'cause' in one ? one.cause : null
  }
  return false
}

/** Every place where one of them keeps a SQLSTATE. */
function codesOf(error: object): string[] {
  const meta = read(error, 'meta')
  return [error, meta, read(read(meta, 'driverAdapterError'), 'cause')]
    .flatMap((place) => [read(place, 'code'), read(place, 'originalCode')])
    .filter((code) => typeof code === 'string')
}

function read(place: unknown, key: string): unknown {
  return typeof place === 'object' && place !== null ? Reflect.get(place, key) : undefined
}
