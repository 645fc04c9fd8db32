import { fileNameSchema, type IoOf } from '@eduscale/contracts/test-set'
import { z } from 'zod'
import type { PackageKind } from './kind'

/** There a box has a folder of its own: no file could be made, and no program run. */
const ioNameSchema = fileNameSchema.refine((name) => name !== 'feedback', 'a file can’t be called feedback')

export const filesKeys = {
  /** File I/O: names in the working directory; a side that isn't named is the standard stream. */
  io: z.object({ input: ioNameSchema.optional(), output: ioNameSchema.optional() }).optional(),
}

export const files: PackageKind<IoOf<'files'>> = {
  words: {},
  read: ({ own: { io } }) => (io ? { kind: 'files', input: io.input ?? null, output: io.output ?? null } : null),
  write: ({ input, output }) => ({ io: { ...(input !== null && { input }), ...(output !== null && { output }) } }),
}
