import type { Problem } from '@eduscale/contracts/problem'
import type { ProblemKind } from '@eduscale/contracts/problem-kind'
import type { Io } from '@eduscale/contracts/test-set'

/** What everybody has to know of a kind of problem. How it is read, judged or shown is with those who do that. */
export interface KindRules {
  /** What is handed in: a program in some language, or the answers themselves, a file for each test, in none. */
  submission: 'program' | 'answers'
  /** Whether a contestant may try an input of their own, or why that means nothing. */
  ownInput: 'is-run' | 'judge-talks' | 'nothing-runs'
  /** What stands beside a test's input: an output that is right, or words for the validator alone, which nobody is shown. */
  answers: 'right-outputs' | 'for-the-validator'
  /** Nothing can be judged without a validator of the problem's own. */
  needsValidator: boolean
  /** Whether a validator may ask for another run, on what it made of the last. */
  mayHavePasses: boolean
}

const asProgram: KindRules = {
  submission: 'program',
  ownInput: 'is-run',
  answers: 'right-outputs',
  needsValidator: false,
  mayHavePasses: true,
}

export const kindRules: Readonly<Record<ProblemKind, KindRules>> = {
  stdio: asProgram,
  files: asProgram,
  function: asProgram,
  interactive: { ...asProgram, ownInput: 'judge-talks', answers: 'for-the-validator', needsValidator: true },
  outputs: { ...asProgram, submission: 'answers', ownInput: 'nothing-runs', mayHavePasses: false },
}

/**
 * Of a problem as a page may get it: in an event from before there were kinds, or from a server that knows one more. Both are taken for
 * a plain one.
 */
export function rulesOf({ io }: { io?: string | undefined }): KindRules {
  const known: Readonly<Record<string, KindRules | undefined>> = kindRules
  return known[io ?? ''] ?? asProgram
}

/** What a contestant is told of how the program is given a test. */
export function tellIo(io: Io): Pick<Problem, 'io' | 'files' | 'signature'> {
  const told = { io: io.kind, files: null, signature: null }
  switch (io.kind) {
    case 'files':
      return { ...told, files: { input: io.input, output: io.output } }
    case 'function':
      return { ...told, signature: io.signature }
    case 'stdio':
    case 'interactive':
    case 'outputs':
      return told
    default:
      return io satisfies never
  }
}
