import type { LanguageId } from '@eduscale/contracts/language'
import type { Difficulty } from '@eduscale/contracts/problem'
import type { Judging, Program, TextFile } from '@eduscale/contracts/test-set'
import type { Verdict } from '@eduscale/contracts/verdict'

export const packageFormats = ['legacy', '2025-09'] as const
export type PackageFormat = (typeof packageFormats)[number]

/** A problem package as the platform understands it, the same from either format. */
export interface ProblemPackage {
  slug: string
  /** What it was read from. */
  format: PackageFormat
  uuid: string | null
  /** By language tag, `en`. */
  names: Record<string, string>
  statements: Statement[]
  pictures: Picture[]
  credits: Credits
  about: AboutProblem
  limits: PackageLimits
  judging: Judging
  tests: PackageTest[]
  /** Samples that are nothing but a protocol to read, in the order of their names below data/. */
  protocols: { name: string; text: string }[]
  inputValidators: InputValidator[]
  submissions: PackageSubmission[]
  /** Starter code of attachments/starter. */
  starters: Partial<Record<LanguageId, string>>
  /** Null: all. */
  languages: LanguageId[] | null
}

export interface Statement {
  language: string
  /** With $math$; samples aren't part of it. */
  markdown: string
}

export interface Picture {
  /** As the statement names it. */
  name: string
  mediaType: 'image/png' | 'image/jpeg' | 'image/gif'
  bytes: Buffer
}

export const creditKinds = ['authors', 'contributors', 'testers', 'packagers', 'acknowledgements'] as const
export interface Credits {
  people: Partial<Record<(typeof creditKinds)[number], string[]>>
  sources: { name: string; url: string | null }[]
  license: string
  rightsOwner: string | null
  keywords: string[]
}

/** What only eduscale.yaml says; a foreign package gets defaults. */
export interface AboutProblem {
  difficulty: Difficulty
  rating: number
  skills: string[]
  summary: string
  /** Whether a battle may be fought over it. */
  arena: boolean
}

export interface PackageLimits {
  /** Null: to be derived from the submissions (derive-time-limit.ts). */
  timeMs: number | null
  timing: TimingRule
  memoryMb: number
  outputBytes: number
}

export interface TimingRule {
  acToTimeLimit: number
  timeLimitToTle: number
  resolutionMs: number
}

export interface PackageTest {
  /** Below data/, without its ending: `secret/01-small`. */
  name: string
  isSample: boolean
  input: string
  answer: string
  validatorFlags: string[] | null
  inputValidatorFlags: InputValidatorFlags
  hint: string | null
  description: string | null
  /** What a statement shows instead of input and answer. */
  shown: { input: string | null; answer: string | null; interaction: string | null }
}

/** For every input validator, or by its name. */
export type InputValidatorFlags = string[] | Record<string, string[]>

export interface InputValidator {
  name: string
  program: Program
}

export interface PackageSubmission {
  /** Below submissions/; of a folder of files, the folder's. */
  path: string
  language: LanguageId
  files: TextFile[]
  expectation: Expectation
}

export interface Expectation {
  /** The verdict is one of these; null: the rules alone decide. */
  verdicts: Verdict[] | null
  /** Accepted, with less than all points. */
  isPartial: boolean
  score: ScoreRange | null
  rules: ExpectationRule[]
}

export interface ExpectationRule {
  /** A pattern of tests and groups as submissions.yaml has it; '' is all tests. */
  tests: string
  permitted: Verdict[]
  /** Of some test; empty: nothing is required. */
  required: Verdict[]
  score: ScoreRange | null
  /** In some judge message. */
  message: string | null
  timeLimit: 'lower' | 'upper' | 'unused' | 'by-verdicts'
}

export interface ScoreRange {
  min: number
  max: number
}
