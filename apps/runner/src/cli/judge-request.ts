import { basename } from 'node:path'
import type { Judging } from '@eduscale/contracts/test-set'
import { plainJudging } from '@eduscale/contracts/test-set'
import { readPackage } from '@eduscale/problem-package/read-package'
import { kindRules } from '@eduscale/rules/problem-kinds'
import { parseValidatorFlags } from '@eduscale/rules/validator-flags'
import type { JudgeRequest } from '../judge-submission'
import type { Language } from '../languages/language'
import { findLanguageOf, languages } from '../languages/registry'
import { readTests, readText } from './judge-files'
import { validatorFlags, type JudgeOptions } from './judge-options'
import { packageLimits, toTestCase } from './verify-package'

const megabyte = 1024 * 1024
const defaultTimeMs = 2000
const defaultMemoryMb = 256
const defaultOutputMb = 8

/** What is judged, from a package or from options alone; an option that is named holds in either case. */
export async function readJudgeRequest(options: JudgeOptions): Promise<JudgeRequest> {
  const sources = await Promise.all(
    options.source.map(async (path) => ({ name: basename(path), text: await readText(path, 'source file') })),
  )
  const problem = options.package === undefined ? null : await readPackaged(options.package, options)
  const limits = problem?.limits ?? { timeMs: defaultTimeMs, memoryMb: defaultMemoryMb, outputBytes: defaultOutputMb * megabyte }
  const tests = options.tests === undefined ? (problem?.tests ?? []) : await readTests(options.tests)
  return {
    language: languageOf(options, problem?.judging ?? plainJudging),
    sources,
    limits: {
      timeMs: options['time-ms'] ?? limits.timeMs,
      memoryMb: options['memory-mb'] ?? limits.memoryMb,
      outputBytes: options['output-mb'] === undefined ? limits.outputBytes : options['output-mb'] * megabyte,
    },
    tests,
    judging: await judgingOf(options, problem?.judging ?? plainJudging),
    stopAtFirst: options['stop-at-first'],
    // What people read explains itself; what scripts read has it when they ask.
    isForAuthor: options.details || !options.json,
  }
}

async function readPackaged(path: string, options: JudgeOptions): Promise<Pick<JudgeRequest, 'limits' | 'tests' | 'judging'>> {
  const { package: problem, report, isRefused } = await readPackage(path)
  const refusal = report.find(({ level }) => level === 'refused')
  if (isRefused && refusal) throw new Error(`--package: ${refusal.path}: ${refusal.what}`)
  const timeMs = problem.limits.timeMs ?? options['time-ms']
  if (timeMs === undefined) throw new Error('--time-ms: the package names no time limit; `package verify` derives one')
  return { limits: packageLimits(problem, timeMs), tests: problem.tests.map(toTestCase), judging: problem.judging }
}

function languageOf(options: JudgeOptions, { io }: Judging): Language {
  if (options.language !== undefined) return languages[options.language]
  for (const path of options.source) {
    const found = findLanguageOf(path)
    if (found) return found
  }
  // Outputs are in no language, and none of them is run.
  if (kindRules[io.kind].submission === 'answers') return languages.c
  throw new Error(`--language: none is told by ${options.source.join(', ')}`)
}

async function judgingOf(options: JudgeOptions, given: Judging): Promise<Judging> {
  const flags = validatorFlags(options)
  const judging = flags === null ? given : { ...given, validatorFlags: flags }
  if (options.validator === undefined) {
    if (judging.validators.length === 0) parseValidatorFlags(judging.validatorFlags)
    return judging
  }
  const language = findLanguageOf(options.validator)
  if (!language) throw new Error(`--validator: no language for ${options.validator}`)
  const text = await readText(options.validator, 'validator')
  return { ...judging, validators: [{ language: language.id, files: [{ name: basename(options.validator), text }] }] }
}
