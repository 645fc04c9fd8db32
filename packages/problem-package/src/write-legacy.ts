import { eduscaleFile } from './eduscale-yaml'
import type { ExactParts } from './exact-parts'
import { compareNames } from './file-tree'
import { listWords } from './kinds/registry'
import { parentOf } from './legacy-groups'
import type { PackageTest, ProblemPackage } from './problem-package'
import { aboutYaml, nameYaml, PackageFiles, putCommon, putValidators } from './write-common'

const mebibyte = 1024 * 1024

export function writeLegacy(problem: ProblemPackage, exact: ExactParts | null): Map<string, Buffer> {
  const out = new PackageFiles()
  const { judging, limits, credits } = problem
  putCommon(out, problem, 'problem_statement')
  putValidators(out, 'output_validators', judging.validators)
  const { timing } = limits
  const isCustom = judging.validators.length > 0
  const [source] = credits.sources
  out.putYaml('problem.yaml', {
    problem_format_version: 'legacy',
    name: nameYaml(problem),
    type: judging.scoring ? 'scoring' : undefined,
    uuid: problem.uuid,
    author: credits.people.authors?.join(', '),
    source: source?.name,
    source_url: source?.url,
    license: credits.license,
    rights_owner: credits.rightsOwner,
    keywords: credits.keywords.length > 0 ? credits.keywords.join(' ') : undefined,
    limits: {
      ...(timing.acToTimeLimit === 5 ? {} : { time_multiplier: timing.acToTimeLimit }),
      ...(timing.timeLimitToTle === 2 ? {} : { time_safety_margin: timing.timeLimitToTle }),
      memory: limits.memoryMb,
      output: limits.outputBytes / mebibyte,
      ...(judging.maxPasses > 1 ? { validation_passes: judging.maxPasses } : {}),
    },
    validation: [
      isCustom ? 'custom' : 'default',
      ...(isCustom && judging.scoring ? ['score'] : []),
      ...listWords(judging.io, 'legacy'),
      ...(judging.maxPasses > 1 ? ['multipass'] : []),
    ].join(' '),
    validator_flags: judging.validatorFlags.length > 0 ? judging.validatorFlags.join(' ') : undefined,
  })
  if (limits.timeMs !== null) out.put('.timelimit', `${limits.timeMs / 1000}\n`)
  out.putYaml(eduscaleFile, {
    ...aboutYaml(problem, 'legacy'),
    languages: problem.languages,
    exact: exact ?? undefined,
  })
  putGroups(out, problem)
  for (const { name, hint, description } of problem.tests) {
    if (hint !== null) out.put(`data/${name}.hint`, hint)
    if (description !== null) out.put(`data/${name}.desc`, description)
  }
  return out.files
}

/** Every key in every group, so that nothing is inherited by accident. */
function putGroups(out: PackageFiles, { judging, tests }: ProblemPackage): void {
  const folders = new Set(tests.map(({ name }) => parentOf(name)))
  const names = new Set([...folders, ...(judging.scoring?.groups ?? []).map(({ name }) => name)])
  const inherited = new Map<string, string>()
  for (const name of [...names].toSorted(compareNames)) {
    const here = tests.filter((test) => parentOf(test.name) === name)
    const group = judging.scoring?.groups.find((one) => one.name === name)
    const yaml: Record<string, unknown> = {}
    if (group) {
      yaml['on_reject'] = group.onReject
      yaml['grader_flags'] = [
        group.verdict === 'accept-if-any-accepted' ? 'worst_error accept_if_any_accepted' : group.verdict.replaceAll('-', '_'),
        group.aggregate,
        ...(group.ignoresSample ? ['ignore_sample'] : []),
      ].join(' ')
      yaml['accept_score'] = group.acceptScore
      yaml['reject_score'] = group.rejectScore
      yaml['range'] = `-inf ${group.maxScore ?? '+inf'}`
    }
    // A group without tests has nothing to give flags to, but something to pass on.
    if (here.length > 0) {
      const own = { output_validator_flags: outputFlags(here, judging.validatorFlags), input_validator_flags: inputFlags(here) }
      const key = JSON.stringify(own)
      const plain = JSON.stringify({ output_validator_flags: '', input_validator_flags: '' })
      if (key !== (inherited.get(parentOf(name)) ?? plain)) Object.assign(yaml, own)
      inherited.set(name, key)
    } else
      inherited.set(
        name,
        inherited.get(parentOf(name)) ?? JSON.stringify({ output_validator_flags: '', input_validator_flags: '' }),
      )
    out.putYaml(name === '' ? 'data/testdata.yaml' : `data/${name}/testdata.yaml`, yaml)
  }
}

/** What comes after the problem's own flags; '' where tests of a group differ, which the format can't say. */
function outputFlags(tests: readonly PackageTest[], own: readonly string[]): string {
  const [first] = tests
  const flags = first?.validatorFlags
  if (!flags || tests.some((test) => JSON.stringify(test.validatorFlags) !== JSON.stringify(flags))) return ''
  return own.every((word, index) => flags[index] === word) ? flags.slice(own.length).join(' ') : ''
}

function inputFlags(tests: readonly PackageTest[]): string | { name: string; flags: string } {
  const [first] = tests
  const flags = first?.inputValidatorFlags
  if (!flags || tests.some((test) => JSON.stringify(test.inputValidatorFlags) !== JSON.stringify(flags))) return ''
  if (Array.isArray(flags)) return flags.join(' ')
  const [only] = Object.entries(flags)
  return only && Object.keys(flags).length === 1 ? { name: only[0], flags: only[1].join(' ') } : ''
}
