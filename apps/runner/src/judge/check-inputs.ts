import type { LanguageId } from '@eduscale/contracts/language'
import { languages } from '../languages/registry'
import type { Sandbox } from '../sandbox/sandbox'
import { compile } from './compile'
import { runSpec } from './limits'
import { programFiles, type Source } from './program-files'

export interface InputValidator {
  language: LanguageId
  source: Source
}

const acceptCode = 42
const limits = { timeMs: 20_000, memoryMb: 768, outputBytes: 1024 * 1024 }

/** The names of the tests that the input validator refuses, each with what it said; in a box, as everything is. */
export async function checkInputs(
  sandbox: Sandbox,
  { validator, tests }: { validator: InputValidator; tests: readonly { name: string; input: Buffer }[] },
  signal: AbortSignal,
): Promise<string[]> {
  const language = languages[validator.language]
  return sandbox.withSlot(
    async ({ box }) => {
      const files = programFiles(language, { sources: [validator.source] })
      if (typeof files === 'string') return [files]
      const compiled = await compile(box, { language, files, runMemoryBytes: 1024 * 1024 * 1024 })
      if (!compiled.ok) return [`the input validator does not compile: ${compiled.output}`]
      const refused: string[] = []
      for (const test of tests) {
        const run = await box.run(runSpec({ language, limits }, test.input))
        if (run.exceeded === null && run.end.kind === 'exited' && run.end.code === acceptCode) continue
        refused.push(`${test.name}: ${`${run.stderr.toString()}${run.stdout.toString()}`.trim().split('\n').at(-1) ?? ''}`)
      }
      return refused
    },
    { signal, image: language.image },
  )
}
