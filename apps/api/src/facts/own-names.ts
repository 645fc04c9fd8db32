import type { Consumer } from './deliver-facts'

/** Two of one name would share a cursor, and each would miss what the other was told. Throws the name. */
export function requireOwnNames(consumers: readonly Pick<Consumer, 'name'>[]): void {
  const names = consumers.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new Error(`two consumers of facts are called ${twice}`)
}
