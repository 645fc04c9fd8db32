import type { IoOf } from '@eduscale/contracts/test-set'
import { plainProgram } from '../asked-program'
import { compareByTokens } from '../validators'
import { runsAlone, type JudgeKind } from './kind'

/** A program reads a file of its directory and writes another; a side without a name is the standard stream. */
export function files({ input, output }: IoOf<'files'>): JudgeKind {
  const answerFile = output === null ? null : { path: `/tmp/${output}`, saidOfNone: `no file ${output} was written` }
  return runsAlone({ ...plainProgram, inputFile: input, answerFile }, compareByTokens)
}
