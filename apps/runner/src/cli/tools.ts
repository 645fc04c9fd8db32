// What scripts may use of the runner besides its settings; no part of a running one.
export { languages } from '../languages/registry'
export { describeLanguages } from '../languages/describe-language'
export { readLanguageVersions } from '../language-versions'
export { openSandbox } from './open-sandbox'
export { describeStep } from './present-judgement'
export { describeSubmission, describeValidator, verifyPackage } from './verify-package'
