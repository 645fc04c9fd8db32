import type { IoOf } from '@eduscale/contracts/test-set'
import { z } from 'zod'
import type { PackageKind } from './kind'

export const outputsKeys = {
  /** Output-only, for the legacy format. */
  outputs: z.boolean().optional(),
}

export const outputs: PackageKind<IoOf<'outputs'>> = {
  words: { '2025-09': 'submit-answer' },
  read: ({ own, isNamed }) => (isNamed || own.outputs === true ? { kind: 'outputs' } : null),
  write: (_io, format) => (format === 'legacy' ? { outputs: true } : {}),
}
