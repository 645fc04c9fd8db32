import { sourceNames } from '@eduscale/contracts/language'
import { languageIdSchema } from '@eduscale/contracts/language'
import type { Program } from '@eduscale/contracts/test-set'
import { stringify } from 'yaml'
import { writeKeys } from './kinds/registry'
import { codeOfLanguage, isHeader } from './languages'
import type { PackageFormat, ProblemPackage } from './problem-package'

/** A package on its way out: paths and contents. */
export class PackageFiles {
  readonly files = new Map<string, Buffer>()

  put(path: string, content: string | Buffer): void {
    this.files.set(path, typeof content === 'string' ? Buffer.from(content) : content)
  }

  /** Nothing where there is nothing to say. */
  putYaml(path: string, value: Record<string, unknown>): void {
    const said = Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined && item !== null))
    if (Object.keys(said).length > 0) this.put(path, stringify(said, { lineWidth: 130 }))
  }

  putProgram(folder: string, { name, program }: { name: string; program: Program }): void {
    const [only] = program.files
    const isLoose = program.files.length === 1 && only !== undefined && only.name.replace(/\.[^.]*$/, '') === name
    for (const file of program.files) this.put(isLoose ? `${folder}/${file.name}` : `${folder}/${name}/${file.name}`, file.text)
  }
}

/** What both formats write alike. */
export function putCommon(out: PackageFiles, problem: ProblemPackage, statementFolder: string): void {
  for (const { language, markdown } of problem.statements) out.put(`${statementFolder}/problem.${language}.md`, markdown)
  for (const { name, bytes } of problem.pictures) out.put(`${statementFolder}/${name}`, bytes)
  for (const test of problem.tests) {
    const put = (ending: string, text: string | null): void => {
      if (text !== null) out.put(`data/${test.name}${ending}`, text)
    }
    put('.in', test.input)
    put('.ans', test.answer)
    put('.in.statement', test.shown.input)
    put('.ans.statement', test.shown.answer)
    put('.interaction', test.shown.interaction)
  }
  for (const { name, text } of problem.protocols) out.put(`data/${name}.interaction`, text)
  for (const validator of problem.inputValidators) out.putProgram('input_validators', validator)
  for (const { path, files } of problem.submissions) {
    const [only] = files
    const isFile = files.length === 1 && only !== undefined && path.split('/').at(-1) === only.name
    for (const file of files) out.put(isFile ? `submissions/${path}` : `submissions/${path}/${file.name}`, file.text)
  }
  const { includes } = problem.judging
  for (const { language, files } of includes) {
    const code = language === 'default' ? 'default' : codeOfLanguage(language)
    for (const file of files) out.put(`include/${code}/${file.name}`, file.text)
  }
  for (const [language, text] of Object.entries(problem.starters)) {
    const id = languageIdSchema.parse(language)
    out.put(`attachments/starter/${sourceNames[id]}`, text)
  }
}

/** Several validators are told apart by their folders. */
export function putValidators(out: PackageFiles, folder: string, validators: readonly Program[]): void {
  for (const [index, program] of validators.entries()) {
    const sources = program.files.filter(({ name }) => !isHeader(name))
    if (validators.length === 1 && sources.length === 1) {
      for (const file of program.files) out.put(`${folder}/${file.name}`, file.text)
    } else
      for (const file of program.files)
        out.put(`${folder}/validator-${String(index + 1).padStart(2, '0')}/${file.name}`, file.text)
  }
}

export function aboutYaml(problem: ProblemPackage, format: PackageFormat): Record<string, unknown> {
  const { io, timeMultipliers } = problem.judging
  const { arena, ...about } = problem.about
  return {
    ...about,
    arena: arena ? undefined : false,
    ...writeKeys(io, format),
    timeMultipliers: Object.keys(timeMultipliers).length > 0 ? timeMultipliers : undefined,
  }
}

export function nameYaml({ names }: ProblemPackage): string | Record<string, string> {
  const english = names['en']
  return Object.keys(names).length === 1 && english !== undefined ? english : names
}
