import type { Io } from '@eduscale/contracts/test-set'
import type { EduscaleYaml } from '../eduscale-yaml'
import type { PackageFormat } from '../problem-package'

/** How packages say that a problem is of a kind. */
export interface PackageKind<Own extends Io> {
  /** Its word in problem.yaml, in `type` of 2025-09 and in `validation` of legacy; where a format has none, eduscale.yaml says it. */
  words: Partial<Record<PackageFormat, string>>
  /** Null where the package isn't of this kind. `isNamed`: its word stands in problem.yaml. */
  read(said: { own: EduscaleYaml; isNamed: boolean }): Own | null
  /** What eduscale.yaml says of it in a format. */
  write(io: Own, format: PackageFormat): Partial<EduscaleYaml>
}
