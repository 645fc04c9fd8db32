import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { plainJudging, type Judging } from '@eduscale/contracts/test-set'
import type { InputValidator } from '../judge/check-inputs'
import type { TestCase } from '../judge/judge-submission'
import type { Source } from '../judge/compile'
import type { Language } from '../languages/language'
import { findLanguageOf } from '../languages/registry'
import { readTests } from './judge-files'

const defaultMemoryMb = 256
const defaultOutputMb = 8
const yamlSchema = z.object({
  validation: z.string().default('default'),
  validator_flags: z.string().default(''),
  limits: z.object({ memory: z.number().default(defaultMemoryMb), output: z.number().default(defaultOutputMb) }).prefault({}),
})

export interface PackageSubmission {
  /** The folder it is in: what is expected of it. */
  kind: string
  file: string
  language: Language
  source: Source
}

export interface ProblemPackage {
  slug: string
  limits: { timeMs: number; memoryMb: number; outputBytes: number }
  tests: TestCase[]
  judging: Judging
  inputValidators: InputValidator[]
  submissions: PackageSubmission[]
}

/** A package in the legacy Kattis layout; throws a sentence that names the package when a part of it can't be used. */
export async function readProblemPackage(folder: string, slug: string): Promise<ProblemPackage> {
  const yaml = yamlSchema.parse(parse(await readFile(join(folder, 'problem.yaml'), 'utf8')))
  const seconds = Number(await readFile(join(folder, '.timelimit'), 'utf8'))
  if (!(seconds > 0)) throw new Error(`${slug}: .timelimit is not a number of seconds`)
  return {
    slug,
    limits: { timeMs: Math.round(seconds * 1000), memoryMb: yaml.limits.memory, outputBytes: yaml.limits.output * 1024 * 1024 },
    tests: await readTests(join(folder, 'data')),
    judging: await readJudging(folder, slug, yaml),
    inputValidators: (await readPrograms(join(folder, 'input_validators'))).map(({ language, source }) => ({
      language: language.id,
      source,
    })),
    submissions: await readSubmissions(folder),
  }
}

async function readJudging(folder: string, slug: string, yaml: z.infer<typeof yamlSchema>): Promise<Judging> {
  const validatorFlags = yaml.validator_flags.split(/\s+/).filter((flag) => flag !== '')
  if (!yaml.validation.startsWith('custom')) return { ...plainJudging, validatorFlags }
  const programs = await readPrograms(join(folder, 'output_validators'))
  const [first] = programs
  if (!first) throw new Error(`${slug}: validation is custom, and there is no output validator`)
  const validator = { language: first.language.id, files: programs.map(({ source }) => source) }
  return { ...plainJudging, validators: [validator], validatorFlags }
}

async function readSubmissions(folder: string): Promise<PackageSubmission[]> {
  const dir = join(folder, 'submissions')
  const kinds = (await readdir(dir, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const lists = await Promise.all(
    kinds.toSorted().map(async (kind) =>
      (await readPrograms(join(dir, kind))).map(({ language, source }) => ({
        kind,
        file: `${kind}/${source.name}`,
        language,
        source,
      })),
    ),
  )
  return lists.flat()
}

async function readPrograms(dir: string): Promise<{ language: Language; source: Source }[]> {
  const names = await readdir(dir).catch((): string[] => [])
  const found = names.toSorted().map(async (name) => {
    const language = findLanguageOf(name)
    return language ? [{ language, source: { name, text: await readFile(join(dir, name), 'utf8') } }] : []
  })
  return (await Promise.all(found)).flat()
}
