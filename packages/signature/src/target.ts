import type { Signature, ValueType } from '@eduscale/contracts/signature'
import type { TextFile } from '@eduscale/contracts/test-set'

/** What a program is made of that calls a contestant's function. */
export interface Driver {
  /** Compiled together with the contestant's file; the entry is the first. */
  files: readonly TextFile[]
  entry: string
  /** The name that the contestant's file must get. */
  solution: string
  /** Names that would say something of the driver's files, or take the place of what is made of one. */
  excludes?: readonly string[]
}

export interface DriverRequest {
  signature: Signature
  /** Where the program leaves its result. */
  resultPath: string
}

/** How one language says a signature. */
export interface Target {
  starter: (signature: Signature) => string
  driver: (request: DriverRequest) => Driver
  /** The lines of an uncaught error's stack that are the driver's; global. */
  frames?: RegExp
}

/** A function's name and parameters, as one language spells them. */
export interface Spelt {
  name: string
  parameters: readonly { name: string; type: ValueType }[]
  result: ValueType
}

export function spell(signature: Signature, { name, parameter }: Record<'name' | 'parameter', (name: string) => string>): Spelt {
  return {
    name: name(signature.name),
    parameters: signature.parameters.map((each) => ({ name: parameter(each.name), type: each.type })),
    result: signature.result,
  }
}
