import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { reasonOf, Trouble } from '../setup/trouble'
import { root } from '../setup/workplace'

const listSchema = z.array(z.object({ file: z.string(), projectName: z.string() }))

export interface TestFile {
  /** From the root. */
  path: string
  project: string
}

/** The test files that vitest would run with these arguments, and their projects. */
export async function listTestFiles(args: readonly string[]): Promise<TestFile[]> {
  const dir = await mkdtemp(join(tmpdir(), 'eduscale-tests-'))
  const json = join(dir, 'list.json')
  try {
    await promisify(execFile)(join(root, 'node_modules/.bin/vitest'), ['list', '--filesOnly', `--json=${json}`, ...args], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'test' },
    })
    const files = listSchema.parse(JSON.parse(await readFile(json, 'utf8')))
    return files.map(({ file, projectName }) => ({ path: relative(root, file), project: projectName }))
  } catch (error) {
    throw new Trouble(`The test files could not be listed: ${reasonOf(error)}`)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Without what chooses projects: each lane names its own. */
export function withoutProjects(args: readonly string[]): string[] {
  return args.filter((arg, index) => !arg.startsWith('--project') && args[index - 1] !== '--project')
}
