import { problemKinds, type ProblemKind } from '@eduscale/contracts/problem-kind'
import type { Io, IoOf } from '@eduscale/contracts/test-set'
import type { EduscaleYaml } from '../eduscale-yaml'
import type { PackageFormat } from '../problem-package'
import { files, filesKeys } from './files'
import { functionKeys, ofFunction } from './function'
import { interactive } from './interactive'
import type { PackageKind } from './kind'
import { outputs, outputsKeys } from './outputs'
import { stdio } from './stdio'

/** In the order in which they are asked: a package that says several things is of the first of them. */
const packageKinds: { readonly [Kind in ProblemKind]: PackageKind<IoOf<Kind>> } = {
  interactive,
  outputs,
  function: ofFunction,
  files,
  stdio,
}

/** What eduscale.yaml may say of kinds. */
export const kindKeys = { ...filesKeys, ...functionKeys, ...outputsKeys }

/** `said`: the words in problem.yaml. */
export function readIo({ own, said, format }: { own: EduscaleYaml; said: readonly string[]; format: PackageFormat }): Io {
  for (const kind of Object.values(packageKinds)) {
    const word = kind.words[format]
    const io = kind.read({ own, isNamed: word !== undefined && said.includes(word) })
    if (io) return io
  }
  throw new Error('no kind of problem takes what no other does')
}

/** Words of a format for kinds; those that it has none for are said in eduscale.yaml. */
export function kindWords(format: PackageFormat): { kind: ProblemKind; word: string }[] {
  return problemKinds.flatMap((kind) => {
    const word = packageKinds[kind].words[format]
    return word === undefined ? [] : [{ kind, word }]
  })
}

/** The word for a kind, if a format has one. */
export function listWords({ kind }: Io, format: PackageFormat): string[] {
  return kindWords(format).flatMap((one) => (one.kind === kind ? [one.word] : []))
}

/** What eduscale.yaml says of a kind. */
export function writeKeys(io: Io, format: PackageFormat): Partial<EduscaleYaml> {
  switch (io.kind) {
    case 'stdio':
      return stdio.write(io, format)
    case 'files':
      return files.write(io, format)
    case 'function':
      return ofFunction.write(io, format)
    case 'interactive':
      return interactive.write(io, format)
    case 'outputs':
      return outputs.write(io, format)
    default:
      return io satisfies never
  }
}
