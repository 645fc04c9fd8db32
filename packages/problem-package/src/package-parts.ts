import type { LanguageId } from '@eduscale/contracts/language'
import type { Judging } from '@eduscale/contracts/test-set'
import type { Credits, InputValidator, PackageLimits, PackageTest, ProblemPackage } from './problem-package'
import type { Substitute } from './programs'

/** What a format's own reader finds; the rest is read alike for all. */
export interface PackageParts {
  names: Record<string, string>
  uuid: string | null
  credits: Credits
  limits: PackageLimits
  judging: Pick<Judging, 'io' | 'maxPasses' | 'validators' | 'validatorFlags' | 'scoring'>
  inputValidators: InputValidator[]
  tests: PackageTest[]
  protocols: ProblemPackage['protocols']
  languages: LanguageId[] | null
  statementFolder: string
  substitute: Substitute
}
