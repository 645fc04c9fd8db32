import { eduscaleFile } from './eduscale-yaml'
import { defaultRules, knownVerdicts } from './expectations'
import type { ExactParts } from './exact-parts'
import { listWords } from './kinds/registry'
import { codeOfLanguage } from './languages'
import { parentOf } from './legacy-groups'
import type { ProblemPackage } from './problem-package'
import { aboutYaml, nameYaml, PackageFiles, putCommon, putValidators } from './write-common'

const mebibyte = 1024 * 1024

export function write2025(problem: ProblemPackage, exact: ExactParts | null): Map<string, Buffer> {
  const out = new PackageFiles()
  const { judging, limits, credits } = problem
  putCommon(out, problem, 'statement')
  putValidators(out, 'output_validator', judging.validators)
  const type = [
    judging.scoring ? 'scoring' : 'pass-fail',
    ...listWords(judging.io, '2025-09'),
    ...(judging.maxPasses > 1 ? ['multi-pass'] : []),
  ]
  const { timing } = limits
  out.putYaml('problem.yaml', {
    problem_format_version: '2025-09',
    name: nameYaml(problem),
    type: type.length === 1 ? type[0] : type,
    uuid: problem.uuid,
    credits: Object.keys(credits.people).length > 0 ? credits.people : undefined,
    source:
      credits.sources.length > 0 ? credits.sources.map(({ name, url }) => (url === null ? name : { name, url })) : undefined,
    license: credits.license,
    rights_owner: credits.rightsOwner,
    keywords: credits.keywords.length > 0 ? credits.keywords : undefined,
    languages: problem.languages ? [...new Set(problem.languages.map(codeOfLanguage))] : undefined,
    limits: {
      ...(limits.timeMs === null ? {} : { time_limit: limits.timeMs / 1000 }),
      ...(timing.acToTimeLimit === 2 && timing.timeLimitToTle === 1.5
        ? {}
        : { time_multipliers: { ac_to_time_limit: timing.acToTimeLimit, time_limit_to_tle: timing.timeLimitToTle } }),
      ...(timing.resolutionMs === 1000 ? {} : { time_resolution: timing.resolutionMs / 1000 }),
      memory: limits.memoryMb,
      output: limits.outputBytes / mebibyte,
      ...(judging.maxPasses > 1 ? { validation_passes: judging.maxPasses } : {}),
    },
  })
  out.putYaml(eduscaleFile, { ...aboutYaml(problem, '2025-09'), exact: exact ?? undefined })
  putGroups(out, problem)
  putTestSettings(out, problem)
  putSubmissionsYaml(out, problem)
  return out.files
}

function putGroups(out: PackageFiles, { judging, tests }: ProblemPackage): void {
  const { scoring, validatorFlags, validators } = judging
  const required = new Set(scoring?.groups.flatMap(({ requires }) => requires) ?? [])
  const names = new Set([
    'sample',
    'secret',
    ...tests.map(({ name }) => parentOf(name)).filter((name) => name.split('/').length === 2),
  ])
  for (const name of names) {
    const hasTests = tests.some((test) => test.name.startsWith(`${name}/`))
    if (!hasTests) continue
    const group = scoring?.groups.find((one) => one.name === name)
    const yaml: Record<string, unknown> = {}
    if (group && name !== 'sample') {
      const isAll = group.aggregate === 'min' && (validators.length === 0 || required.has(name))
      yaml['max_score'] = group.maxScore === null || !Number.isInteger(group.maxScore) ? 'unbounded' : group.maxScore
      yaml['score_aggregation'] = isAll && group.maxScore !== null ? 'pass-fail' : group.aggregate === 'sum' ? 'sum' : 'min'
      if (group.requires.length > 0) yaml['require_pass'] = group.requires
    }
    if ((name === 'sample' || name === 'secret') && validatorFlags.length > 0) yaml['output_validator_args'] = validatorFlags
    out.putYaml(`data/${name}/test_group.yaml`, yaml)
  }
}

function putTestSettings(out: PackageFiles, { tests }: ProblemPackage): void {
  for (const { name, hint, description, validatorFlags, inputValidatorFlags } of tests) {
    const hasInputFlags = Array.isArray(inputValidatorFlags) ? inputValidatorFlags.length > 0 : true
    out.putYaml(`data/${name}.yaml`, {
      hint,
      description,
      output_validator_args: validatorFlags,
      input_validator_args: hasInputFlags ? inputValidatorFlags : undefined,
    })
  }
}

/** Rules of single submissions; those of the format's own folders go without saying. */
function putSubmissionsYaml(out: PackageFiles, { submissions }: ProblemPackage): void {
  const yaml: Record<string, Record<string, unknown>> = {}
  for (const { path, expectation } of submissions) {
    const [folder = ''] = path.split('/')
    const known = defaultRules(folder)
    const [first, ...more] = expectation.rules
    if (!first) {
      if (!known && expectation.verdicts) yaml[folder] = folderRule(expectation.verdicts)
      continue
    }
    const isDefault =
      known !== null && same(first.permitted, known.permitted) && same(first.required, known.required) && first.score === null
    const plain = isDefault && first.message === null && first.timeLimit === 'by-verdicts'
    if (!plain && !known) yaml[path] = { ...yaml[path], ...ruleYaml(first) }
    const entry: Record<string, unknown> = plain || !known ? {} : ruleYaml(first)
    for (const rule of more) {
      if (rule.tests === '') Object.assign(entry, ruleYaml(rule))
      else entry[rule.tests] = ruleYaml(rule)
    }
    if (Object.keys(entry).length > 0) yaml[path] = { ...yaml[path], ...entry }
  }
  out.putYaml('submissions/submissions.yaml', yaml)
}

type Rule = ProblemPackage['submissions'][number]['expectation']['rules'][number]

function ruleYaml({ permitted, required, score, message, timeLimit }: Rule): Record<string, unknown> {
  return {
    permitted: [...permitted],
    required: [...required],
    ...(score === null ? {} : { score: score.min === score.max ? score.min : [score.min, score.max] }),
    ...(message === null ? {} : { message }),
    ...(timeLimit === 'by-verdicts' ? {} : { use_for_time_limit: timeLimit === 'unused' ? false : timeLimit }),
  }
}

/** The closest that the four verdicts come to the others. */
function folderRule(verdicts: readonly string[]): Record<string, unknown> {
  if (verdicts.includes('AC')) return { permitted: [...knownVerdicts] }
  const required = [...new Set(verdicts.map((verdict) => (knownVerdicts.some((one) => one === verdict) ? verdict : 'RTE')))]
  return { permitted: ['AC', ...required], required }
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index])
}
