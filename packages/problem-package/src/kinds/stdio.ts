import type { IoOf } from '@eduscale/contracts/test-set'
import type { PackageKind } from './kind'

/** What a package is that says nothing. */
export const stdio: PackageKind<IoOf<'stdio'>> = {
  words: {},
  read: () => ({ kind: 'stdio' }),
  write: () => ({}),
}
