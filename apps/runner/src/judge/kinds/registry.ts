import type { Io } from '@eduscale/contracts/test-set'
import { files } from './files'
import { ofFunction } from './function'
import { interactive } from './interactive'
import type { JudgeKind } from './kind'
import { outputs } from './outputs'
import { stdio } from './stdio'

/** How problems are judged whose test set says `io`. Nobody else asks which kind it is. */
export function judgeKindOf(io: Io): JudgeKind {
  switch (io.kind) {
    case 'stdio':
      return stdio
    case 'files':
      return files(io)
    case 'function':
      return ofFunction(io)
    case 'interactive':
      return interactive
    case 'outputs':
      return outputs
    default:
      return io satisfies never
  }
}
