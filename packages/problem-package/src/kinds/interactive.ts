import type { IoOf } from '@eduscale/contracts/test-set'
import type { PackageKind } from './kind'

export const interactive: PackageKind<IoOf<'interactive'>> = {
  words: { legacy: 'interactive', '2025-09': 'interactive' },
  read: ({ isNamed }) => (isNamed ? { kind: 'interactive' } : null),
  write: () => ({}),
}
