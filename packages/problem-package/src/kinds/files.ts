import { fileNameSchema, type IoOf } from '@eduscale/contracts/test-set'
import { z } from 'zod'
import type { PackageKind } from './kind'

export const filesKeys = {
  /** File I/O: names in the working directory; a side that isn't named is the standard stream. */
  io: z.object({ input: fileNameSchema.optional(), output: fileNameSchema.optional() }).optional(),
}

export const files: PackageKind<IoOf<'files'>> = {
  words: {},
  read: ({ own: { io } }) => (io ? { kind: 'files', input: io.input ?? null, output: io.output ?? null } : null),
  write: ({ input, output }) => ({ io: { ...(input !== null && { input }), ...(output !== null && { output }) } }),
}
