import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { difficultySchema } from '@eduscale/contracts/problem'
import { languageIdSchema, type LanguageId } from '@eduscale/contracts/language'
import { canonicalTestSet, plainJudging, type TestSet, type TestSetContent } from '@eduscale/contracts/test-set'
import { parse } from 'yaml'
import { z } from 'zod'

const problemYamlSchema = z.object({
  name: z.union([z.string(), z.record(z.string(), z.string())]),
  limits: z.object({ memory: z.number().optional() }).optional(),
  validator_flags: z.string().optional(),
})
const eduscaleYamlSchema = z.object({
  difficulty: difficultySchema,
  rating: z.number().int(),
  skills: z.array(z.string()),
  summary: z.string(),
})

export interface ProblemPackage {
  slug: string
  title: string
  summary: string
  difficulty: z.infer<typeof difficultySchema>
  rating: number
  skills: string[]
  statementMarkdown: string
  starters: Partial<Record<LanguageId, string>>
  timeMs: number
  memoryMb: number
  testSet: TestSet
}

const languageOfExtension: Record<string, LanguageId> = {
  '.py': 'python',
  '.js': 'javascript',
  '.ts': 'typescript',
  '.cpp': 'cpp',
  '.cc': 'cpp',
  '.java': 'java',
  '.c': 'c',
}

/**
 * Reads one of our packages: the legacy Kattis layout (https://www.kattis.com/problem-package-format/spec/legacy.html) with
 * `.timelimit`, `eduscale.yaml` for what that format has no word for, and attachments/starter/.
 */
export async function readPackage(folder: string, slug: string): Promise<ProblemPackage> {
  const text = (...path: string[]) => readFile(join(folder, ...path), 'utf8')
  const problem = problemYamlSchema.parse(parse(await text('problem.yaml')))
  const meta = eduscaleYamlSchema.parse(parse(await text('eduscale.yaml')))
  return {
    slug,
    title: typeof problem.name === 'string' ? problem.name : (problem.name['en'] ?? slug),
    ...meta,
    statementMarkdown: await text('problem_statement', 'problem.en.md'),
    starters: await readStarters(join(folder, 'attachments', 'starter')),
    timeMs: Math.round(Number(await text('.timelimit')) * 1_000),
    memoryMb: problem.limits?.memory ?? 256,
    testSet: await readTestSet(folder, problem.validator_flags),
  }
}

async function readStarters(folder: string): Promise<Partial<Record<LanguageId, string>>> {
  const starters: Partial<Record<LanguageId, string>> = {}
  for (const file of await listFiles(folder)) {
    const language = languageOfExtension[extname(file)]
    if (language) starters[language] = await readFile(join(folder, file), 'utf8')
  }
  return starters
}

async function readTestSet(folder: string, flags: string | undefined): Promise<TestSet> {
  const tests: TestSet['tests'] = []
  for (const group of ['sample', 'secret'] as const) {
    const files = await listFiles(join(folder, 'data', group))
    for (const file of files.filter((name) => name.endsWith('.in'))) {
      const name = file.slice(0, -'.in'.length)
      tests.push({
        name: `${group}/${name}`,
        isSample: group === 'sample',
        input: await readFile(join(folder, 'data', group, file), 'utf8'),
        answer: await readFile(join(folder, 'data', group, `${name}.ans`), 'utf8'),
        validatorFlags: null,
      })
    }
  }
  const [validatorFile] = (await listFiles(join(folder, 'output_validators'))).filter(
    (name) => languageOfExtension[extname(name)],
  )
  const validator = validatorFile
    ? {
        language: languageIdSchema.parse(languageOfExtension[extname(validatorFile)]),
        files: [{ name: validatorFile, text: await readFile(join(folder, 'output_validators', validatorFile), 'utf8') }],
      }
    : null
  const content: TestSetContent = {
    ...plainJudging,
    validators: validator ? [validator] : [],
    validatorFlags: (flags ?? '').split(/\s+/).filter((flag) => flag !== ''),
    tests,
  }
  return { hash: hashTestSet(content), ...content }
}

export function hashTestSet(content: TestSetContent): string {
  return createHash('sha256').update(canonicalTestSet(content)).digest('hex')
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .toSorted()
}
