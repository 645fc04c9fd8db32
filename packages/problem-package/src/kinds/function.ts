import { signatureSchema } from '@eduscale/contracts/signature'
import type { IoOf } from '@eduscale/contracts/test-set'
import type { PackageKind } from './kind'

export const functionKeys = { signature: signatureSchema.optional() }

export const ofFunction: PackageKind<IoOf<'function'>> = {
  words: {},
  read: ({ own: { signature } }) => (signature ? { kind: 'function', signature } : null),
  write: ({ signature }) => ({ signature }),
}
