import type { ValueType } from '@eduscale/contracts/signature'

export type BaseType = 'int' | 'long' | 'double' | 'bool' | 'string'
const baseTypes: readonly string[] = ['int', 'long', 'double', 'bool', 'string'] satisfies BaseType[]

export interface TypeShape {
  base: BaseType
  dimensions: number
}

export function shapeOf(type: ValueType): TypeShape {
  const base = type.replaceAll('[]', '')
  if (!isBaseType(base)) throw new RangeError(`not a type: ${type}`)
  return { base, dimensions: (type.length - base.length) / 2 }
}

function isBaseType(text: string): text is BaseType {
  return baseTypes.includes(text)
}

/** The type of an array's elements. */
export function elementOf(type: ValueType): ValueType {
  return type.slice(0, -2)
}
