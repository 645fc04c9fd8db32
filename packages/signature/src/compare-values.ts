import type { ValueType } from '@eduscale/contracts/signature'
import type { Value } from './value'
import { shapeOf } from './value-type'

export interface Tolerance {
  absolute: number
  relative: number
}

/** Where two values differ first; `path` is empty for the whole, else like `[3][0]`, or `[3].length`. */
export interface Difference {
  path: string
  expected: string
  actual: string
}

const defaultTolerance: Tolerance = { absolute: 1e-9, relative: 1e-9 }
const maxShownChars = 80

interface Comparison {
  result: Value
  answer: Value
  type: ValueType
  tolerance?: Tolerance
}

/**
 * Null where both, parsed as this type, are the same. Doubles may differ by the greater of both tolerances, the relative one
 * taken of the answer; everything else must be equal.
 */
export function compareValues({ result, answer, type, tolerance = defaultTolerance }: Comparison): Difference | null {
  const isDouble = shapeOf(type).base === 'double'
  return findDifference({ result, answer, path: '', tolerance: isDouble ? tolerance : null })
}

interface Pair {
  result: Value
  answer: Value
  path: string
  /** Null: equal or not. */
  tolerance: Tolerance | null
}

function findDifference({ result, answer, path, tolerance }: Pair): Difference | null {
  if (!isArray(result) || !isArray(answer))
    return isSame(result, answer, tolerance) ? null : { path, expected: show(answer), actual: show(result) }
  for (const [i, expected] of answer.entries()) {
    const actual = result[i]
    if (actual === undefined) break
    const difference = findDifference({ result: actual, answer: expected, path: `${path}[${i}]`, tolerance })
    if (difference) return difference
  }
  if (result.length === answer.length) return null
  return { path: `${path}.length`, expected: String(answer.length), actual: String(result.length) }
}

function isArray(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

function isSame(result: Value, answer: Value, tolerance: Tolerance | null): boolean {
  if (result === answer) return true
  if (tolerance === null || typeof result !== 'number' || typeof answer !== 'number') return false
  if (Number.isNaN(result) && Number.isNaN(answer)) return true
  if (!Number.isFinite(result) || !Number.isFinite(answer)) return false
  return Math.abs(result - answer) <= Math.max(tolerance.absolute, tolerance.relative * Math.abs(answer))
}

function show(value: Value): string {
  const text = toJson(value)
  return text.length > maxShownChars ? `${text.slice(0, maxShownChars)}…` : text
}

function toJson(value: Value): string {
  if (isArray(value)) return `[${value.map((item) => toJson(item)).join(',')}]`
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
