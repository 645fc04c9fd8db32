import type { ValueType } from '@eduscale/contracts/signature'
import { elementOf, shapeOf } from './value-type'

/** A `long` is a bigint, so that all 64 bits count. */
export type Value = number | bigint | boolean | string | readonly Value[]
export type Parsed = { ok: true; value: Value } | { ok: false; error: string }

const whitespace = /[ \t\r\n]*/y
const integer = /-?\d+/y
/** Besides JSON's numbers what JSON can't say and programs return. */
const double = /-?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|Infinity)|NaN/y
const boolean = /true|false/y
const int32 = { min: -(2n ** 31n), max: 2n ** 31n - 1n }
const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n }

/** Reads one JSON value of a type, exactly; anything else is an error that says where. */
export function parseValue(text: string, type: ValueType): Parsed {
  const reader = new Reader(text)
  try {
    const value = reader.read(type)
    reader.take(whitespace)
    if (reader.at < text.length) reader.fail('the end')
    return { ok: true, value }
  } catch (error) {
    if (error instanceof ParseError) return { ok: false, error: error.message }
    throw error
  }
}

class ParseError extends Error {}

class Reader {
  at = 0
  #text: string

  constructor(text: string) {
    this.#text = text
  }

  read(type: ValueType): Value {
    this.take(whitespace)
    if (type.endsWith('[]')) return this.#readArray(elementOf(type))
    const { base } = shapeOf(type)
    switch (base) {
      case 'int':
        return Number(this.#readInteger(base, int32))
      case 'long':
        return this.#readInteger(base, int64)
      case 'double':
        return Number(this.#take(double, base))
      case 'bool':
        return this.#take(boolean, base) === 'true'
      case 'string':
        return this.#readString()
    }
  }

  take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.#text)?.[0] ?? null
    if (found !== null) this.at += found.length
    return found
  }

  fail(expected: string): never {
    const found = this.at < this.#text.length ? JSON.stringify(this.#text.slice(this.at, this.at + 20)) : 'nothing'
    throw new ParseError(`expected ${expected} at character ${this.at + 1}, found ${found}`)
  }

  #take(pattern: RegExp, expected: string): string {
    return this.take(pattern) ?? this.fail(expected)
  }

  #readInteger(name: string, { min, max }: { min: bigint; max: bigint }): bigint {
    const start = this.at
    const digits = this.#take(integer, name)
    const value = digits.length > 20 ? max + 1n : BigInt(digits)
    if (value >= min && value <= max && !/[.eE]/.test(this.#text.charAt(this.at))) return value
    this.at = start
    return this.fail(name)
  }

  #readString(): string {
    const start = this.at
    // Not by a pattern: of some millions of characters that needs more stack than there is.
    let end = start + 1
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === '\\' ? 2 : 1
    try {
      const value: unknown = this.#text[start] === '"' ? JSON.parse(this.#text.slice(start, end + 1)) : null
      if (typeof value !== 'string') this.fail('string')
      this.at = end + 1
      return value
    } catch {
      return this.fail('string')
    }
  }

  #readArray(element: ValueType): Value[] {
    if (this.#text[this.at] !== '[') this.fail(`${element}[]`)
    this.at += 1
    const values: Value[] = []
    this.take(whitespace)
    if (this.#text[this.at] === ']') {
      this.at += 1
      return values
    }
    for (;;) {
      values.push(this.read(element))
      this.take(whitespace)
      const next = this.#text[this.at]
      if (next !== ',' && next !== ']') this.fail('"," or "]"')
      this.at += 1
      if (next === ']') return values
    }
  }
}
