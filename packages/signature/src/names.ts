/** `maxSum` as `max_sum`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** `maxSum` as `MaxSum`. */
export function pascalCase(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** A name that a language keeps for itself gets a `_` at its end. */
export function avoid(name: string, reserved: ReadonlySet<string>): string {
  return reserved.has(name) ? `${name}_` : name
}

export function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''))
}
