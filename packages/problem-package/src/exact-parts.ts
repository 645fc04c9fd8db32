import { languageIdSchema } from '@eduscale/contracts/language'
import { testGroupSchema } from '@eduscale/contracts/test-set'
import { verdictSchema } from '@eduscale/contracts/verdict'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { creditKinds, type Expectation, type PackageTest, type ProblemPackage } from './problem-package'

const rangeSchema = z.object({ min: z.number(), max: z.number() }).nullable()
const expectationSchema = z.object({
  verdicts: z.array(verdictSchema).nullable(),
  isPartial: z.boolean(),
  score: rangeSchema,
  rules: z.array(
    z.object({
      tests: z.string(),
      permitted: z.array(verdictSchema),
      required: z.array(verdictSchema),
      score: rangeSchema,
      message: z.string().nullable(),
      timeLimit: z.enum(['lower', 'upper', 'unused', 'by-verdicts']),
    }),
  ),
}) satisfies z.ZodType<Expectation>
const flags = z.array(z.string())
const testPartSchema = z.object({
  validatorFlags: flags.nullable().optional(),
  inputValidatorFlags: z.union([flags, z.record(z.string(), flags)]).optional(),
})

/** A null in YAML means that nothing is said; here too it may be left out. */
export const exactPartsSchema = z.object({
  names: z.record(z.string(), z.string()).optional(),
  credits: z
    .object({
      people: z.partialRecord(z.enum(creditKinds), z.array(z.string())),
      sources: z.array(z.object({ name: z.string(), url: z.string().nullable().default(null) })),
      license: z.string(),
      rightsOwner: z.string().nullable().default(null),
      keywords: z.array(z.string()),
    })
    .optional(),
  timing: z.object({ acToTimeLimit: z.number(), timeLimitToTle: z.number(), resolutionMs: z.number() }).optional(),
  validatorFlags: flags.optional(),
  groups: z
    .array(testGroupSchema.extend({ maxScore: z.number().nullable().default(null) }))
    .min(1)
    .max(500)
    .optional(),
  languages: z.array(languageIdSchema).min(1).optional(),
  tests: z.record(z.string(), testPartSchema).optional(),
  expectations: z
    .record(
      z.string(),
      expectationSchema.extend({
        verdicts: z.array(verdictSchema).nullable().default(null),
        score: rangeSchema.default(null),
        rules: z.array(
          expectationSchema.shape.rules.element.extend({
            score: rangeSchema.default(null),
            message: z.string().nullable().default(null),
          }),
        ),
      }),
    )
    .optional(),
})
export type ExactParts = z.infer<typeof exactPartsSchema>

export function withExactParts(problem: ProblemPackage, exact: ExactParts): ProblemPackage {
  const { judging } = problem
  return {
    ...problem,
    names: exact.names ?? problem.names,
    credits: exact.credits ?? problem.credits,
    limits: { ...problem.limits, timing: exact.timing ?? problem.limits.timing },
    judging: {
      ...judging,
      validatorFlags: exact.validatorFlags ?? judging.validatorFlags,
      scoring: judging.scoring && exact.groups ? { groups: exact.groups } : judging.scoring,
    },
    languages: exact.languages ?? problem.languages,
    tests: problem.tests.map((test): PackageTest => {
      const part = exact.tests?.[test.name]
      if (!part) return test
      return {
        ...test,
        validatorFlags: part.validatorFlags ?? null,
        inputValidatorFlags: part.inputValidatorFlags ?? test.inputValidatorFlags,
      }
    }),
  }
}

/** What has to be said exactly, so that a package read as `read` becomes `wanted` again. */
export function exactPartsOf(wanted: ProblemPackage, read: ProblemPackage): ExactParts {
  const exact: ExactParts = {}
  const differs = (one: unknown, other: unknown): boolean => !isDeepStrictEqual(one, other)
  if (differs(wanted.names, read.names)) exact.names = wanted.names
  if (differs(wanted.credits, read.credits)) exact.credits = wanted.credits
  if (differs(wanted.limits.timing, read.limits.timing)) exact.timing = wanted.limits.timing
  if (differs(wanted.judging.validatorFlags, read.judging.validatorFlags)) exact.validatorFlags = wanted.judging.validatorFlags
  if (wanted.judging.scoring && differs(wanted.judging.scoring, read.judging.scoring))
    exact.groups = wanted.judging.scoring.groups
  if (wanted.languages && differs(wanted.languages, read.languages)) exact.languages = wanted.languages
  const tests: NonNullable<ExactParts['tests']> = {}
  for (const [index, test] of wanted.tests.entries()) {
    const other = read.tests[index]
    const isSame =
      !differs(test.validatorFlags, other?.validatorFlags) && !differs(test.inputValidatorFlags, other?.inputValidatorFlags)
    if (!isSame) tests[test.name] = { validatorFlags: test.validatorFlags, inputValidatorFlags: test.inputValidatorFlags }
  }
  if (Object.keys(tests).length > 0) exact.tests = tests
  return exact
}
